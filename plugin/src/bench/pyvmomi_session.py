# SPDX-License-Identifier: Apache-2.0
"""A session of pyVmomi at the address that is given, as GOVC_USERNAME with GOVC_PASSWORD."""

import contextlib
import os
import ssl
from urllib.parse import urlsplit

from pyVim.connect import Disconnect, SmartConnect


@contextlib.contextmanager
def content(address):
    """What it retrieves first; logged out at the end."""
    url = urlsplit(address)
    # The certificate is made at every start of a server on this machine.
    session = SmartConnect(
        host=url.hostname,
        port=url.port,
        user=os.environ["GOVC_USERNAME"],
        pwd=os.environ["GOVC_PASSWORD"],
        sslContext=ssl._create_unverified_context(),
    )
    try:
        yield session.RetrieveContent()
    finally:
        Disconnect(session)
