/**
 * The Python that runs moto, in such a way that the same questions get the same answers, in whatever order they come.
 * Its one argument is JSON: names of AWS managed policies, and a moment at which the clock stands still, or none.
 *
 * moto draws ids from one generator, so that an id would depend on all that was asked before. Here the generator is
 * seeded for each question by the question itself, and by how often it was put; and for the default VPC and the like,
 * which moto makes when an account or Region is first looked at, by that account and Region.
 *
 * Where the clock stands still, each write has a moment of its own in the hour before it: moto tells the pages of
 * accounts apart by their time of joining.
 *
 * The server leaves when its standard input closes, which happens however the process that started it ends.
 */
export const MOTO_PROGRAM = `
import collections, contextlib, datetime, hashlib, io, json, os, re, sys, threading, types

import moto.core.utils as utils
import moto.iam.models as iam
from moto.core.base_backend import AccountSpecificBackend
from moto.moto_api._internal import mock_random
from moto.moto_server.werkzeug_app import DomainDispatcherApplication
from moto.server import main

settings = json.loads(sys.argv[1])

every = json.loads(iam.aws_managed_policies_data)
iam.aws_managed_policies_data = json.dumps({name: every[name] for name in settings['policies']})

# The QR code of an MFA device.
iam.os = types.SimpleNamespace(**{**vars(os), 'urandom': mock_random.randbytes})

stopped_at = None
if settings.get('clock'):
    stopped_at = datetime.datetime.fromisoformat(settings['clock'].replace('Z', '+00:00')).replace(tzinfo=None)
now = stopped_at

if stopped_at:
    real_utcnow = utils.utcnow
    for module in list(sys.modules.values()):
        if getattr(module, 'utcnow', None) is real_utcnow:
            module.utcnow = lambda: now

@contextlib.contextmanager
def made_up_from(what, writes):
    global now
    kept = mock_random.getstate(), now
    mock_random.seed(what)
    if stopped_at:
        digest = int.from_bytes(hashlib.sha256(what.encode()).digest()[:8], 'big')
        now = stopped_at - datetime.timedelta(microseconds=digest % 3_600_000_000 if writes else 0)
    try:
        yield
    finally:
        state, now = kept
        mock_random.setstate(state)

# What the SDK puts into a request by chance.
BY_CHANCE = re.compile(r'(?<![A-Za-z])ClientToken=[^&]*|"[Cc]lientToken":"[^"]*"')
READS = re.compile(r'(?:^|&)Action=(?:Describe|Get|List|Generate)|[.](?:Describe|Get|List)')

times_asked = collections.Counter()
turn = threading.Lock()
dispatch = DomainDispatcherApplication.__call__

def answer(self, environ, start_response):
    sent = environ['wsgi.input'].read(int(environ.get('CONTENT_LENGTH') or 0))
    environ['wsgi.input'] = io.BytesIO(sent)
    text = sent.decode('utf-8', 'replace')
    who, _, *where = (re.findall(r'Credential=([^,]*)', environ.get('HTTP_AUTHORIZATION', '')) or ['/'])[0].split('/')
    target = environ.get('HTTP_X_AMZ_TARGET', '')
    path = environ['PATH_INFO']
    question = json.dumps([environ['REQUEST_METHOD'], path, environ.get('QUERY_STRING', ''), who, where, target,
                           BY_CHANCE.sub('', text)])
    with turn:
        times_asked[question] += 1
        with made_up_from(f'{question} {times_asked[question]}', not READS.search(target or text)):
            answered = dispatch(self, environ, start_response)
        if path == '/moto-api/reset':
            times_asked.clear()
        return answered

DomainDispatcherApplication.__call__ = answer

open_account = AccountSpecificBackend.__init__

def open_reproducibly(self, *args, **kwargs):
    open_account(self, *args, **kwargs)
    make = self.backend

    def make_reproducibly(region_name, account_id):
        with made_up_from(f'{self.service_name} {account_id} {region_name}', True):
            return make(region_name, account_id=account_id)

    self.backend = make_reproducibly

AccountSpecificBackend.__init__ = open_reproducibly

# A reset throws away what each account and Region has. Before that moto would make all of it anew.
AccountSpecificBackend.reset = lambda self: None

def leave_with_parent():
    sys.stdin.buffer.read()
    os._exit(0)

threading.Thread(target=leave_with_parent, daemon=True).start()
main(['-H', '127.0.0.1', '-p', '0'])
`;
