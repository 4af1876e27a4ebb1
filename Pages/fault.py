"""What is wrong with an input, in the words that a person gets."""


class Fault(Exception):
    """A refusal: `reason` says what is wrong, `remedy` what to do, each a clause; who feeds the worker names the input."""

    def __init__(self, reason, remedy):
        super().__init__(reason, remedy)
        self.reason, self.remedy = reason, remedy


def mib(size):
    """A limit as people write it: "8 MiB"."""
    return f"{size >> 20} MiB"
