"""The one thing that pyproject.toml cannot say: the wheel holds a program and libraries for one kind of machine, and any Python 3 can call them."""

import os

from setuptools import Distribution, setup
from setuptools.command.bdist_wheel import bdist_wheel


class Native(Distribution):
    def has_ext_modules(self):
        return True


class PlatformWheel(bdist_wheel):
    def get_tag(self):
        # auditwheel checks that the platform is what is said here.
        return "py3", "none", os.environ.get("DIXIT_WHEEL_PLATFORM", super().get_tag()[2])


setup(distclass=Native, cmdclass={"bdist_wheel": PlatformWheel})
