"""The kernel provisioner: a forked kernel where that is possible, an ordinary one where it is not."""

from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning import LocalProvisioner
from traitlets import Bool, Float, List, Unicode, default

from workshop.kernels.keeper import ZygoteError, keeper_for
from workshop.kernels.launch import CannotForkError, read_launch
from workshop.kernels.settings import (
    ZygoteSettings,
    enabled_by_environment,
    platform_can_fork,
    preload_from_environment,
    start_timeout_from_environment,
    warm_up_from_environment,
)

_said: set[str] = set()


class ForkedProvisioner(LocalProvisioner):  # type: ignore[misc]
    """Starts IPython kernels by forking a process that has imported, warmed and frozen what they need.

    Everything after the start (signals, waiting, shutting down) is `LocalProvisioner`'s own.
    """

    enabled: bool = Bool(help="Fork kernels. Environment: FORKED_KERNELS=0 turns it off.").tag(config=True)
    preload: list[str] = List(
        Unicode(), help="Modules imported before the fork. Environment: FORKED_KERNELS_PRELOAD, with commas."
    ).tag(config=True)
    warm_up: str = Unicode(
        help="A 'module:function' called once before the fork. Environment: FORKED_KERNELS_WARM_UP."
    ).tag(config=True)
    start_timeout: float = Float(
        help="Seconds to wait for the zygote, and then for a kernel. Environment: FORKED_KERNELS_START_TIMEOUT."
    ).tag(config=True)

    @default("enabled")  # type: ignore[untyped-decorator]
    def _default_enabled(self) -> bool:
        return enabled_by_environment()

    @default("preload")  # type: ignore[untyped-decorator]
    def _default_preload(self) -> list[str]:
        return preload_from_environment()

    @default("warm_up")  # type: ignore[untyped-decorator]
    def _default_warm_up(self) -> str:
        return warm_up_from_environment()

    @default("start_timeout")  # type: ignore[untyped-decorator]
    def _default_start_timeout(self) -> float:
        return start_timeout_from_environment()

    @property
    def settings(self) -> ZygoteSettings:
        """What the zygote of this provisioner does before it forks."""
        return ZygoteSettings(preload=tuple(self.preload), warm_up=self.warm_up)

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Launch a kernel: forked, or in the ordinary way when it cannot be forked."""
        try:
            await self._fork(cmd, kwargs)
        except (CannotForkError, ZygoteError, OSError) as reason:
            self._say_once(f"Kernels are started in the ordinary way: {reason}.", warn=self.enabled)
            return await super().launch_kernel(cmd, **kwargs)
        return self.connection_info

    async def _fork(self, cmd: list[str], kwargs: dict[str, Any]) -> None:
        if not self.enabled:
            raise CannotForkError("forked kernels are switched off")
        if not platform_can_fork():
            raise CannotForkError("this platform is neither Linux nor macOS")
        launch = read_launch(cmd, kwargs)
        keeper = keeper_for(self.settings)
        self.process = await keeper.fork(launch, self.start_timeout)
        self._say_once(f"Kernels are forked from a zygote with {', '.join(self.preload) or 'IPython'} imported.")
        # The child leads a session, and so a process group, of its own.
        self.pid = self.pgid = self.process.pid
        self.cwd = launch.cwd

    def _say_once(self, text: str, *, warn: bool = False) -> None:
        if text in _said:
            self.log.debug(text)
            return
        _said.add(text)
        (self.log.warning if warn else self.log.info)(text)
