"""The server's side of Kerberos, by python3-gssapi: reads a request of JSON a line, and answers each with one."""

import base64
import json
import sys

import gssapi
from gssapi.raw import IOV, ChannelBindings, IOVBufferType, wrap_iov

context = None


def accept(token, binding=None, mechanism=None):
    global context
    if context is None:
        usage = {"usage": "accept"}
        if mechanism is not None:
            usage["mechs"] = [gssapi.OID.from_int_seq(mechanism)]
        bindings = None if binding is None else ChannelBindings(application_data=binding)
        context = gssapi.SecurityContext(creds=gssapi.Credentials(**usage), usage="accept", channel_bindings=bindings)
    answer = context.step(token)
    user = str(context.initiator_name) if context.complete else None
    return {"token": answer, "complete": context.complete, "user": user, "mechanism": context.mech.dotted_form}


def wrap(message, encrypt=True):
    return {"token": context.wrap(message, encrypt).message}


def seal(message):
    """As Windows does: what stands before the message by itself."""
    iov = IOV(IOVBufferType.header, message, IOVBufferType.padding, std_layout=False)
    wrap_iov(context, iov, confidential=True)
    header, content, padding = (buffer.value or b"" for buffer in iov)
    return {"signature": header, "content": content + padding}


def unwrap(token):
    message = context.unwrap(token)
    return {"message": message.message, "encrypted": message.encrypted}


def sign(message):
    return {"token": context.get_signature(message)}


def verify(message, token):
    context.verify_signature(message, token)
    return {}


def reset():
    global context
    context = None
    return {}


COMMANDS = {command.__name__: command for command in (accept, wrap, seal, unwrap, sign, verify, reset)}


def answer(line):
    command, arguments = json.loads(line)
    given = {name: bytes_of(value) for name, value in arguments.items() if value is not None}
    try:
        return {name: text_of(value) for name, value in COMMANDS[command](**given).items()}
    except gssapi.exceptions.GSSError as error:
        token = getattr(error, "token", None)
        return {"error": str(error), "token": text_of(token)}


def bytes_of(value):
    return base64.b64decode(value["bytes"]) if isinstance(value, dict) else value


def text_of(value):
    return {"bytes": base64.b64encode(value).decode()} if isinstance(value, bytes) else value


for line in sys.stdin:
    print(json.dumps(answer(line)), flush=True)
