"""What the kernel holds the page worker to (Linux), from before the first request on; Python's own list of refusals (`worker.refuse`) stands before it.

- no_new_privs: nothing that is started could gain rights;
- a network of its own, which has no way out;
- Landlock: files are read in the environment alone: Python, its packages, the system's libraries and time zones;
- seccomp: no program or process is started, no connection made, nothing opened for writing, nothing of a file changed, no signal sent.

What a machine does not have is told, and the rest holds all the same. A process cannot take any of it off.
"""

import ctypes
import errno
import os
import struct
import sys

NEW_USER, NEW_NET = 0x10000000, 0x40000000
NO_NEW_PRIVS = 38
MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}
"""Where a machine's numbers stand below, and what the kernel calls its way of calling (AUDIT_ARCH)."""

REFUSED = {
    "execve": (59, 221), "execveat": (322, 281), "fork": (57, None), "vfork": (58, None), "socket": (41, 198),
    "socketpair": (53, 199), "connect": (42, 203), "accept": (43, 202), "accept4": (288, 242), "bind": (49, 200),
    "listen": (50, 201), "sendto": (44, 206), "sendmsg": (46, 211), "sendmmsg": (307, 269), "recvfrom": (45, 207),
    "recvmsg": (47, 212), "recvmmsg": (299, 243), "kill": (62, 129), "tkill": (200, 130), "tgkill": (234, 131),
    "rt_sigqueueinfo": (129, 138), "rt_tgsigqueueinfo": (297, 240), "pidfd_send_signal": (424, 424), "pidfd_open": (434, 434), "pidfd_getfd": (438, 438),
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271), "process_madvise": (440, 440), "creat": (85, None),
    "truncate": (76, 45), "ftruncate": (77, 46), "fallocate": (285, 47), "unlink": (87, None), "unlinkat": (263, 35),
    "rename": (82, None), "renameat": (264, 38), "renameat2": (316, 276), "link": (86, None), "linkat": (265, 37),
    "symlink": (88, None), "symlinkat": (266, 36), "mkdir": (83, None), "mkdirat": (258, 34), "rmdir": (84, None),
    "mknod": (133, None), "mknodat": (259, 33), "chmod": (90, None), "fchmod": (91, 52), "fchmodat": (268, 53),
    "chown": (92, None), "fchown": (93, 55), "lchown": (94, None), "fchownat": (260, 54), "utime": (132, None),
    "utimes": (235, None), "futimesat": (261, None), "utimensat": (280, 88), "setxattr": (188, 5), "lsetxattr": (189, 6),
    "fsetxattr": (190, 7), "removexattr": (197, 14), "lremovexattr": (198, 15), "fremovexattr": (199, 16), "mount": (165, 40),
    "umount2": (166, 39), "pivot_root": (155, 41), "chroot": (161, 51), "setns": (308, 268), "unshare": (272, 97),
    "bpf": (321, 280), "keyctl": (250, 219), "add_key": (248, 217), "request_key": (249, 218), "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426), "io_uring_register": (427, 427), "perf_event_open": (298, 241), "userfaultfd": (323, 282), "memfd_create": (319, 279),
    "memfd_secret": (447, 447), "init_module": (175, 105), "finit_module": (313, 273), "delete_module": (176, 106), "kexec_load": (246, 104),
    "kexec_file_load": (320, 294), "reboot": (169, 142), "swapon": (167, 224), "swapoff": (168, 225), "acct": (163, 89),
    "quotactl": (179, 60), "settimeofday": (164, 170), "adjtimex": (159, 171), "clock_settime": (227, 112), "clock_adjtime": (305, 266),
    "sethostname": (170, 161), "setdomainname": (171, 162), "open_by_handle_at": (304, None), "name_to_handle_at": (303, None), "fanotify_init": (300, 262),
    "fanotify_mark": (301, 263), "inotify_init": (253, None), "inotify_init1": (294, 26), "mq_open": (240, 180), "mq_unlink": (241, 181),
    "shmget": (29, 194), "shmat": (30, 196), "msgget": (68, 186), "semget": (64, 190), "personality": (135, 92),
    "setuid": (105, 146), "setgid": (106, 144), "setreuid": (113, 145), "setregid": (114, 143), "setresuid": (117, 147),
    "setresgid": (119, 149), "setgroups": (116, 159), "capset": (126, 91), "open_tree": (428, 428), "move_mount": (429, 429),
    "fsopen": (430, 430), "fsconfig": (431, 431), "fsmount": (432, 432), "fspick": (433, 433), "mount_setattr": (442, 442),
    "iopl": (172, None), "ioperm": (173, None), "modify_ldt": (154, None), "vmsplice": (278, 75),
}
"""Calls of the system that the worker has no use for, with their numbers on x86-64 and ARM (asm/unistd_64.h, asm-generic/unistd.h)."""
SPECIAL = {"open": (2, None), "openat": (257, 56), "openat2": (437, 437), "clone": (56, 220), "clone3": (435, 435), "ioctl": (16, 29), "prlimit64": (302, 261), "seccomp": (317, 277)}
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND | 0o20000000
"""Flags of opening that change something, O_TMPFILE among them."""
THREAD = 0x00010000
TIOCSTI, TIOCLINUX = 0x5412, 0x541C
"""What puts words into a terminal as if somebody had typed them."""


class Missing(Exception):
    """Something that this machine does not have."""


def libc():
    return ctypes.CDLL(None, use_errno=True)


def call(function, *arguments):
    """A function's result; Missing where it fails."""
    found = function(*(ctypes.c_long(value) if isinstance(value, int) else value for value in arguments))
    if found < 0:
        raise Missing(os.strerror(ctypes.get_errno()))
    return found


def leave_network():
    """Leaves the machine's network for an empty one; to be called while there is one thread."""
    library = libc()
    try:
        call(library.unshare, NEW_USER | NEW_NET)
    except Missing:
        call(library.unshare, NEW_NET)  # where nobody may make users, and this is one who need not


def confine(readable):
    """Confines this process for good: (what the kernel holds it to, what could not be had), each in words.

    - readable: folders and files that may be read from now on.
    """
    had, missing = [], []
    for name, step in (("no_new_privs", no_new_privs), ("Landlock", lambda: landlock(readable)), ("seccomp", seccomp)):
        try:
            step()
            had.append(name)
        except Missing as reason:
            missing.append(f"{name} ({reason})")
        except (OSError, ValueError, KeyError, AttributeError) as error:
            missing.append(f"{name} ({type(error).__name__})")
    return had, missing


def no_new_privs():
    call(libc().prctl, NO_NEW_PRIVS, 1, 0, 0, 0)


# Landlock (https://docs.kernel.org/userspace-api/landlock.html)

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
READ_FILE, READ_DIR = 1 << 2, 1 << 3
RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}
"""How many kinds of access to files each version knows."""


def landlock(readable):
    library = libc()
    version = call(library.syscall, CREATE_RULESET, None, 0, 1)
    files = (1 << RIGHTS.get(version, 16)) - 1
    network = 3 if version >= 4 else 0
    scoped = 3 if version >= 6 else 0  # signals, and sockets without a name, of others
    wanted = struct.pack("=QQQ", files, network, scoped)[: 8 if version < 4 else 16 if version < 6 else 24]
    rules = call(library.syscall, CREATE_RULESET, wanted, len(wanted), 0)
    for path in readable:
        try:
            place = os.open(path, os.O_PATH | os.O_CLOEXEC)
        except OSError:
            continue
        allowed = READ_FILE | READ_DIR if os.path.isdir(path) else READ_FILE
        try:
            call(library.syscall, ADD_RULE, rules, 1, struct.pack("=Qi", allowed, place), 0)
        finally:
            os.close(place)
    call(library.syscall, RESTRICT_SELF, rules, 0)
    os.close(rules)


def environment():
    """What the worker's own code and packages are read from: folders, and a few files of the system."""
    here = os.path.dirname(os.path.abspath(__file__))
    python = [path for path in sys.path if path and os.path.isdir(path)] + [os.path.join(prefix, "lib") for prefix in {sys.prefix, sys.base_prefix, sys.exec_prefix}]
    system = ["/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/usr/share/zoneinfo", "/etc/ld.so.cache", "/etc/localtime", "/dev/null", "/dev/urandom", "/proc/self", "/proc/meminfo", "/proc/cpuinfo", "/sys/devices/system/cpu"]
    return list(dict.fromkeys(os.path.realpath(path) for path in [here, *python, *system] if os.path.exists(path)))


# seccomp: a program of BPF that looks at each call of the system

LOAD, EQUAL, ANY, AT_LEAST, GIVE = 0x20, 0x15, 0x45, 0x35, 0x06
ALLOW, KILL = 0x7FFF0000, 0x80000000
NUMBER, ARCHITECTURE, FIRST = 0, 4, 16
"""Where the number of the call, the way of calling and the lower half of the first argument stand."""


def denied(code=errno.EPERM):
    return 0x00050000 | code


def program(place, architecture):
    """Its instructions: (code, steps forward where it is so, where it is not, value)."""
    of = {name: numbers[place] for name, numbers in SPECIAL.items()}
    made = [(LOAD, 0, 0, ARCHITECTURE), (EQUAL, 1, 0, architecture), (GIVE, 0, 0, KILL), (LOAD, 0, 0, NUMBER), (AT_LEAST, 0, 1, 0x40000000), (GIVE, 0, 0, KILL)]

    def where(name, *steps):
        if of[name] is not None:
            made.append((EQUAL, 0, len(steps), of[name]))
            made.extend(steps)

    def argument(number):
        return LOAD, 0, 0, FIRST + 8 * number

    for name, flags in (("open", 1), ("openat", 2)):
        where(name, argument(flags), (ANY, 0, 1, WRITING), (GIVE, 0, 0, denied()), (GIVE, 0, 0, ALLOW))
    where("clone", argument(0), (ANY, 1, 0, THREAD), (GIVE, 0, 0, denied()), (GIVE, 0, 0, ALLOW))
    for name in ("openat2", "clone3"):  # what they want stands in memory; who is told that there are none takes the older ones
        where(name, (GIVE, 0, 0, denied(errno.ENOSYS)))
    where("ioctl", argument(1), (EQUAL, 1, 0, TIOCSTI), (EQUAL, 0, 1, TIOCLINUX), (GIVE, 0, 0, denied()), (GIVE, 0, 0, ALLOW))
    where("prlimit64", argument(0), (EQUAL, 1, 0, 0), (GIVE, 0, 0, denied()), (GIVE, 0, 0, ALLOW))
    for numbers in REFUSED.values():
        if numbers[place] is not None:
            made += [(EQUAL, 0, 1, numbers[place]), (GIVE, 0, 0, denied())]
    return [*made, (GIVE, 0, 0, ALLOW)]


def seccomp():
    machine = os.uname().machine if sys.maxsize > 1 << 32 else None
    if machine not in MACHINES:
        raise Missing(f"not known for {os.uname().machine}")
    place, architecture = MACHINES[machine]
    filters = b"".join(struct.pack("=HBBI", *step) for step in program(place, architecture))
    held = ctypes.create_string_buffer(filters, len(filters))
    table = struct.pack("@HxxxxxxP", len(filters) // 8, ctypes.addressof(held))
    for_all_threads = 1
    call(libc().syscall, SPECIAL["seccomp"][place], 1, for_all_threads, table)
