"""What is wrong with an input, in the words that a person gets."""


class Fault(Exception):
    """A refusal: `reason` says what is wrong, `remedy` what to do, each a clause; who feeds the worker names the input.

    - empty: nothing is wrong but that there is no article; where many pages are looked through, that is no fault.
    """

    def __init__(self, reason, remedy, empty=False):
        super().__init__(reason, remedy)
        self.reason, self.remedy, self.empty = reason, remedy, empty


class Late(BaseException):
    """A page took too long. No Exception, so that no library can take it for one of its own."""


def mib(size):
    """A limit as people write it: "8 MiB"."""
    return f"{size >> 20} MiB"
