"""Start IPython kernels by forking a process that has everything imported already."""

from workshop.kernels.keeper import start_zygote, stop_zygotes
from workshop.kernels.provisioner import ForkedProvisioner
from workshop.kernels.settings import ZygoteSettings

__all__ = ["ForkedProvisioner", "ZygoteSettings", "start_zygote", "stop_zygotes"]
