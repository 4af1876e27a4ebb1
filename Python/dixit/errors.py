"""What goes wrong."""


class DixitError(Exception):
    """What could not be done: one sentence that names the input, the reason and the remedy."""


def missing(package: str, extra: str) -> DixitError:
    """The error where a package is not installed that only an extra brings."""
    return DixitError(f"{package} is not installed; install it with: pip install 'dixit[{extra}]'")
