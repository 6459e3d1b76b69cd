import threading
import time

from rapport.core.courtesy import Courtesy


def test_whoever_is_alone_does_not_rest() -> None:
    began = time.monotonic()

    Courtesy(longest_rest_s=60).make_room(worked_s=60)

    assert time.monotonic() - began < 30


def test_work_goes_on_when_nobody_waits_any_more() -> None:
    courtesy, went_on = Courtesy(longest_rest_s=60), threading.Event()

    def work() -> None:
        courtesy.make_room(worked_s=60)
        went_on.set()

    with courtesy.serving():
        thread = threading.Thread(target=work)
        thread.start()
        assert not went_on.wait(0.05)

    assert went_on.wait(30)
    thread.join()


def test_work_is_done_in_small_parts_while_somebody_waits_and_a_moment_after() -> None:
    courtesy = Courtesy()
    assert not courtesy.is_asked_for()

    with courtesy.serving():
        assert courtesy.is_asked_for()

    assert courtesy.is_asked_for()


def test_work_goes_on_however_many_wait() -> None:
    courtesy = Courtesy(longest_rest_s=0.01)

    with courtesy.serving(), courtesy.serving():
        courtesy.make_room(worked_s=3600)


def test_the_longer_the_work_took_the_longer_is_the_rest() -> None:
    courtesy = Courtesy()

    with courtesy.serving():
        began = time.monotonic()
        courtesy.make_room(worked_s=0.15)
        rested_s = time.monotonic() - began

    assert rested_s >= 0.3


def test_between_pieces_of_work_there_is_a_rest_by_how_long_the_last_one_took() -> None:
    courtesy, begun, ended = Courtesy(), list[float](), list[float]()

    with courtesy.serving():
        for piece_s in courtesy.between((0.15, 0.0)):
            begun.append(time.monotonic())
            time.sleep(piece_s)
            ended.append(time.monotonic())

    assert begun[1] - ended[0] >= 0.3
    assert list(courtesy.between("abc")) == ["a", "b", "c"]
