"""The broker of files never shows half a message: a worker that met one would end (kombu's own does show them)."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Empty
from typing import Any

import pytest
from kombu import Connection

from tyonohjaus.lib.file_broker import Channel, Transport

WRITERS, MESSAGES = 3, 150


@pytest.fixture
def connect(tmp_path: Path) -> Callable[[], Connection]:
    folders = {"data_folder_in": "queue", "data_folder_out": "queue", "control_folder": "control"}
    for name in folders.values():
        (tmp_path / name).mkdir(exist_ok=True)
    options = {option: str(tmp_path / name) for option, name in folders.items()}
    return lambda: Connection("filesystem://", transport=Transport, transport_options=options)


def all_at_once(*works: Callable[[], Any]) -> None:
    with ThreadPoolExecutor(len(works)) as pool:
        for done in [pool.submit(work) for work in works]:
            done.result()


def test_a_reader_at_the_writers_heels_gets_every_message_whole(connect: Callable[[], Connection]) -> None:
    read: list[int] = []

    def write() -> None:
        with connect() as line:
            for number in range(MESSAGES):
                line.default_channel._put("work", {"number": number, "text": "x" * 2000})
                time.sleep(0.001)

    def follow() -> None:
        until = time.monotonic() + 30
        with connect() as line:
            while len(read) < WRITERS * MESSAGES and time.monotonic() < until:
                try:
                    read.append(line.default_channel._get("work")["number"])
                except Empty:
                    pass

    all_at_once(follow, *[write] * WRITERS)

    assert sorted(read) == sorted(list(range(MESSAGES)) * WRITERS)


def test_what_a_power_cut_left_in_pieces_is_passed_over(connect: Callable[[], Connection], tmp_path: Path) -> None:
    (tmp_path / "queue" / "0_first.work.msg").touch()
    (tmp_path / "queue" / "1_second.work.half").write_text('{"cut')
    with connect() as line:
        channel: Channel = line.default_channel
        channel._put("work", {"number": 3})
        assert channel._get("work") == {"number": 3}
        with pytest.raises(Empty):
            channel._get("work")


def test_many_processes_that_start_at_once_find_each_others_queues(connect: Callable[[], Connection]) -> None:
    def bind(number: int) -> None:
        with connect() as line:
            line.default_channel._queue_bind("exchange", "key", "", f"queue{number}")
            line.default_channel.get_table("exchange")

    all_at_once(*(lambda number=number: bind(number) for number in range(20)))

    with connect() as line:
        assert len(line.default_channel.get_table("exchange")) == 20
