"""The kernel application in two halves: what can be made before the fork, and what each child makes for itself.

Made before the fork, once: the configuration, the profile, the shell with its magics, the kernel object. Made by each
child: sockets, threads, the session with its key, the streams, the identity. The second half is `IPKernelApp`'s own
`initialize`; the steps that were taken before are skipped.
"""

import os
import sys
import uuid
from pathlib import Path
from typing import Any

from ipykernel.ipkernel import IPythonKernel
from ipykernel.kernelapp import IPKernelApp
from ipykernel.kernelbase import Kernel
from IPython.core.application import BaseIPythonApplication
from jupyter_client.session import Session
from traitlets import Type
from traitlets.config import Config

# Given to the kernel when it was made, and the same in each child.
_MADE = {"parent", "log", "profile_dir", "user_ns"}


class _Nowhere:
    """An IOPub socket for the zygote: what a warm-up displays or sends goes nowhere."""

    def send_multipart(self, *_: object, **__: object) -> None:
        """Drop a message."""


class ForkedKernel(IPythonKernel):  # type: ignore[misc]
    """An IPython kernel that exists before its sockets do."""

    @classmethod
    def instance(cls, *args: Any, **kwargs: Any) -> "ForkedKernel":
        """Make the kernel, or give the one that was made before the fork the sockets of this process."""
        if cls._instance is None:
            kernel: ForkedKernel = super().instance(*args, **kwargs)
            return kernel
        kernel = cls._instance
        for name, value in kwargs.items():
            if name not in _MADE:
                setattr(kernel, name, value)
        kernel.join()
        return kernel

    def join(self) -> None:
        """Repeat what the constructor did with session, streams and identity."""
        self.ident = str(uuid.uuid4())
        self._stdout, self._stderr = sys.stdout, sys.stderr
        shell = self.shell
        shell.save_sys_module_state()
        shell.displayhook.session = shell.display_pub.session = self.session
        shell.displayhook.pub_socket = shell.display_pub.pub_socket = self.iopub_socket
        shell.displayhook.topic = self._topic("execute_result")

    def start(self) -> None:
        """Start the kernel; unlike its parent, say nothing about the debugger that is not there."""
        self.shell.exit_now = False
        Kernel.start(self)


class ForkedKernelApp(IPKernelApp):  # type: ignore[misc]
    """The kernel application of the zygote and, after the fork, of a kernel."""

    kernel_class = Type(ForkedKernel, klass="ipykernel.kernelbase.Kernel").tag(config=False)

    made = False

    def make(self) -> None:
        """Make, in the zygote, everything that needs neither a thread nor a socket."""
        BaseIPythonApplication.initialize(self, [])
        IPKernelApp.init_pdb(self)
        self.kernel = ForkedKernel.instance(
            parent=self,
            session=self.session,
            iopub_socket=_Nowhere(),
            log=self.log,
            profile_dir=self.profile_dir,
        )
        self.shell = shell = self.kernel.shell
        shell.displayhook.pub_socket = shell.display_pub.pub_socket = self.kernel.iopub_socket
        # A preloaded matplotlib asks for its backend when it is imported.
        IPKernelApp.init_gui_pylab(self)
        self.init_extensions()
        # The handler drops the same records, but only after they were made.
        self.log.setLevel(self.log_level)
        self.made = True

    def note_modules(self) -> None:
        """Note, when all is imported, which modules `%reset --aggressive` has to leave alone."""
        self.kernel.shell._sys_modules_keys = set(sys.modules)  # noqa: SLF001 - see `init_code`

    def join(self, connection_file: str, session_name: str) -> None:
        """Become, in a child, the kernel of this connection file; afterwards its sockets listen."""
        self.session = Session(parent=self)
        self.connection_file = connection_file
        self.connection_dir = str(Path(connection_file).parent)
        shell = self.kernel.shell
        shell.init_environment()  # the environment of the launch has replaced what the zygote had set
        if session_name:
            shell.user_ns["__session__"] = session_name
        self.initialize([])

    def parse_command_line(self, argv: Any = None) -> None:
        """Skip, in a child, what was done before the fork."""
        if not self.made:
            super().parse_command_line(argv)

    def init_profile_dir(self) -> None:
        """Skip, in a child, what was done before the fork."""
        if not self.made:
            super().init_profile_dir()

    def init_config_files(self) -> None:
        """Skip, in a child, what was done before the fork."""
        if not self.made:
            super().init_config_files()

    def load_config_file(self, *args: Any, **kwargs: Any) -> None:
        """Skip, in a child, what was done before the fork."""
        if not self.made:
            super().load_config_file(*args, **kwargs)

    def update_config(self, config: Config) -> None:
        """Skip, in a child, what was done before the fork."""
        if not self.made:
            super().update_config(config)

    def init_pdb(self) -> None:
        """Skip, in a child, what was done before the fork."""

    def init_extensions(self) -> None:
        """Skip, in a child, what was done before the fork."""
        if not self.made:
            super().init_extensions()

    def init_path(self) -> None:
        """Let a kernel import from its working directory, as a booted one does.

        The parent's method asks the interpreter's flags, and the zygote itself was started with the safe ones.
        """
        if self.ignore_cwd or os.environ.get("PYTHONSAFEPATH") or "" in sys.path:
            return
        packages = (place for place, path in enumerate(sys.path) if path.endswith(("site-packages", "dist-packages")))
        sys.path.insert(next(packages, 0), "")

    def init_code(self) -> None:
        """Run the user's startup files and lines, without the rest of what the parent's method does.

        The parent also notes the names of all modules, which touches (and so copies) a megabyte of pages; the zygote
        has noted them.
        """
        self._run_startup_files()
        self._run_exec_lines()
        self._run_exec_files()
        if self.hide_initial_ns:
            self.shell.user_ns_hidden.update(self.shell.user_ns)


def page_kernel_config() -> Config:
    """Give the configuration of a kernel that serves a page: nobody types in it, nobody debugs it."""
    config = Config()
    config.HistoryManager.enabled = False
    config.Completer.use_jedi = False
    # 1 means "somebody started me, but do not watch my parent": the line to the server does that (see `child`).
    config.IPKernelApp.parent_handle = 1
    return config
