import threading
import time

from rapport.serve.worker.turns import Turns


def test_many_work_side_by_side() -> None:
    turns = Turns()
    together = threading.Barrier(3, timeout=5)

    def work() -> None:
        with turns.shared():
            together.wait()

    _run_all([threading.Thread(target=work) for _ in range(3)])

    assert not together.broken


def test_whoever_is_alone_waits_for_the_others_and_keeps_new_ones_out() -> None:
    turns = Turns()
    events: list[str] = []
    has_begun = threading.Event()

    def slow() -> None:
        with turns.shared():
            has_begun.set()
            time.sleep(0.1)
            events.append("slow ends")

    def alone() -> None:
        with turns.shared(), turns.alone():
            events.append("alone begins")
            time.sleep(0.1)
            events.append("alone ends")

    def late() -> None:
        time.sleep(0.05)
        with turns.shared():
            events.append("late begins")

    first = threading.Thread(target=slow)
    first.start()
    has_begun.wait(5)
    _run_all([threading.Thread(target=alone), threading.Thread(target=late)])
    first.join(5)

    assert events == ["slow ends", "alone begins", "alone ends", "late begins"]


def test_two_who_want_to_be_alone_take_turns() -> None:
    turns = Turns()
    inside: list[int] = []
    most: list[int] = []

    def alone(number: int) -> None:
        with turns.shared(), turns.alone():
            inside.append(number)
            most.append(len(inside))
            time.sleep(0.02)
            inside.remove(number)

    _run_all([threading.Thread(target=alone, args=(number,)) for number in range(4)])

    assert most == [1, 1, 1, 1]


def _run_all(threads: list[threading.Thread]) -> None:
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert not any(thread.is_alive() for thread in threads)
