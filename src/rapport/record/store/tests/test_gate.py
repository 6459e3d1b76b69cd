"""The gate closes when nobody is inside, and keeps nobody out for long until then."""

import threading
import time

from rapport.record.store.gate import CLOSED_AT_MOST_S, Gate


def test_many_are_inside_at_once() -> None:
    gate = Gate()
    together = threading.Barrier(3, timeout=5)

    def enter() -> None:
        with gate.entered():
            together.wait()

    threads = [threading.Thread(target=enter) for _ in range(2)]
    for thread in threads:
        thread.start()
    with gate.entered():
        together.wait()
    for thread in threads:
        thread.join()


def test_nobody_is_inside_while_it_is_closed() -> None:
    gate = Gate()
    entered = threading.Event()

    def enter() -> None:
        with gate.entered():
            entered.set()

    with gate.closed():
        thread = threading.Thread(target=enter)
        thread.start()
        assert not entered.wait(0.2)
    assert entered.wait(5)
    thread.join()


def test_one_who_stays_long_does_not_hold_up_the_others() -> None:
    gate = Gate()
    may_leave, closed = threading.Event(), threading.Event()

    def stay() -> None:
        with gate.entered():
            may_leave.wait(10)

    def close() -> None:
        with gate.closed():
            closed.set()

    threads = [threading.Thread(target=stay), threading.Thread(target=close)]
    for thread in threads:
        thread.start()
        time.sleep(0.05)
    waited = []
    for _ in range(4):
        started = time.monotonic()
        with gate.entered():
            waited.append(time.monotonic() - started)
        time.sleep(0.1)

    assert not closed.is_set()
    assert max(waited) < CLOSED_AT_MOST_S + 0.5
    may_leave.set()
    assert closed.wait(5)
    for thread in threads:
        thread.join()


def test_who_closes_waits_for_another_who_has_closed() -> None:
    gate = Gate()
    order: list[str] = []

    def close() -> None:
        with gate.closed():
            order.append("second")

    with gate.closed():
        thread = threading.Thread(target=close)
        thread.start()
        time.sleep(0.1)
        order.append("first")
    thread.join(5)

    assert order == ["first", "second"]
