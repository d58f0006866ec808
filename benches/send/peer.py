"""Sends each message of a folder once, over one connection, as a short script does.

One line is on the disk before the server is given a word of a message, and one after its answer.

usage: peer.py FOLDER JOURNAL SENDER HOST PORT [AUTHORITY USER PASSWORD]

With AUTHORITY, the certificates to trust, the connection is protected by STARTTLS, and USER logs in.
"""

import os
import pathlib
import re
import smtplib
import ssl
import sys

folder, journal, sender, host, port, *protected = sys.argv[1:]
recipient = re.compile(rb"^To:[^<]*<([^>]+)>", re.MULTILINE)

with open(journal, "w") as journal, smtplib.SMTP(host, int(port)) as server:

    def record(line):
        journal.write(line + "\n")
        journal.flush()
        os.fsync(journal.fileno())

    if protected:
        authority, user, password = protected
        server.starttls(context=ssl.create_default_context(cafile=authority))
        server.login(user, password)
    for path in sorted(pathlib.Path(folder).iterdir()):
        message = path.read_bytes()
        to = recipient.search(message)[1].decode()
        record(f"sending {to}")
        server.sendmail(sender, to, message)
        record(f"sent {to}")
