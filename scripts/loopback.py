"""Run a command in a network namespace where nothing but `lo` exists, after setting `lo` up (`ip` may not be there).

unshare --net python3 -m scripts.loopback make test
"""

import fcntl
import os
import socket
import struct
import sys

SIOCSIFFLAGS = 0x8914  # linux/sockios.h
IFF_UP = 0x1


def set_up() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, SIOCSIFFLAGS, struct.pack("16sh14x", b"lo", IFF_UP))


if __name__ == "__main__":
    set_up()
    os.execvp(sys.argv[1], sys.argv[1:])  # noqa: S606 (its whole purpose)
