import { describe } from 'vitest';
import {
  allow,
  arnOf,
  contained,
  deny,
  escalates,
  judges,
  type Statement,
  TRUSTS_ACCOUNT,
  type World,
  when,
  worldsOverHttp,
} from './world.fixture.ts';

worldsOverHttp();

const PAST = '2020-01-01T00:00:00Z';
const FUTURE = '2099-01-01T00:00:00Z';
/** In seconds since 1970. */
const PAST_EPOCH = '1577836800';
const FUTURE_EPOCH = '4070908800';

const WRITE = 'iam:AttachUserPolicy';
const ann = (...inline: readonly Statement[]): World => ({ users: { ann: { inline } } });
const dated = (operator: string, key: string, date: string) =>
  ann(allow(WRITE, '*', when(operator, key, date)));

describe('a date in an Allow is decided by the moment of the scan', () => {
  judges(
    'after a day that is past',
    dated('DateGreaterThan', 'aws:CurrentTime', PAST),
    escalates('user/ann'),
  );
  judges(
    'after a day that is past, or then',
    dated('DateGreaterThanEquals', 'aws:CurrentTime', PAST),
    escalates('user/ann'),
  );
  judges('before a day to come', dated('DateLessThan', 'aws:CurrentTime', FUTURE), escalates('user/ann'));
  judges('not on a day that is past', dated('DateNotEquals', 'aws:CurrentTime', PAST), escalates('user/ann'));
  judges(
    'within a time that the scan is in',
    ann({
      ...allow(WRITE),
      Condition: {
        DateGreaterThan: { 'aws:CurrentTime': PAST },
        DateLessThan: { 'aws:CurrentTime': FUTURE },
      },
    }),
    escalates('user/ann'),
  );
  judges('before a day that is past', dated('DateLessThan', 'aws:CurrentTime', PAST), contained('user/ann'));
  judges('after a day to come', dated('DateGreaterThan', 'aws:CurrentTime', FUTURE), contained('user/ann'));
  judges('on a day that is past', dated('DateEquals', 'aws:CurrentTime', PAST), contained('user/ann'));
  judges(
    'within a time that is over',
    ann({
      ...allow(WRITE),
      Condition: {
        DateGreaterThan: { 'aws:CurrentTime': '2019-01-01' },
        DateLessThan: { 'aws:CurrentTime': '2020-01-01' },
      },
    }),
    contained('user/ann'),
  );
  judges(
    'after a second that is past',
    dated('NumericGreaterThan', 'aws:EpochTime', PAST_EPOCH),
    escalates('user/ann'),
  );
  judges(
    'after a second that is past, as a date',
    dated('DateGreaterThan', 'aws:EpochTime', PAST),
    escalates('user/ann'),
  );
  judges(
    'before a second to come',
    dated('NumericLessThan', 'aws:EpochTime', FUTURE_EPOCH),
    escalates('user/ann'),
  );
  judges(
    'before a second that is past',
    dated('NumericLessThan', 'aws:EpochTime', PAST_EPOCH),
    contained('user/ann'),
  );
  judges('after a second to come', dated('DateGreaterThan', 'aws:EpochTime', FUTURE), contained('user/ann'));
  judges(
    'a date of one key does not decide another',
    ann({
      ...allow(WRITE),
      Condition: {
        DateGreaterThan: { 'aws:CurrentTime': PAST },
        IpAddress: { 'aws:SourceIp': '203.0.113.0/24' },
      },
    }),
    escalates('user/ann', '6.0'),
  );
});

describe('a date in a Deny', () => {
  const denied = (operator: string, key: string, date: string) =>
    ann(allow(WRITE), deny('iam:*', '*', when(operator, key, date)));
  judges(
    'after a day that is past closes',
    denied('DateGreaterThan', 'aws:CurrentTime', PAST),
    contained('user/ann'),
  );
  judges(
    'before a day to come closes',
    denied('DateLessThan', 'aws:CurrentTime', FUTURE),
    contained('user/ann'),
  );
  judges(
    'before a day that is past closes nothing',
    denied('DateLessThan', 'aws:CurrentTime', PAST),
    escalates('user/ann'),
  );
  judges(
    'after a day to come closes nothing yet',
    denied('DateGreaterThan', 'aws:CurrentTime', FUTURE),
    escalates('user/ann'),
  );
});

/** "Use this key to compare the date and time that temporary security credentials were issued": a new session's is now. */
describe('when a session was issued', () => {
  const role = (...inline: readonly Statement[]): World => ({
    roles: { ann: { trust: TRUSTS_ACCOUNT, inline } },
  });
  const WRITE_ROLE = allow('iam:AttachRolePolicy', arnOf('role/ann'));
  /** What "Revoke active sessions" of the console attaches, https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_revoke-sessions.html */
  const revoked = (date: string) => deny('*', '*', when('DateLessThan', 'aws:TokenIssueTime', date));
  judges(
    'old sessions are revoked, and new ones escalate as before',
    role(WRITE_ROLE, revoked('2026-11-01T00:00:00Z')),
    escalates('role/ann'),
  );
  judges(
    'by way of such a role',
    {
      users: { ann: { inline: [allow('sts:AssumeRole', arnOf('role/ad*'))] } },
      roles: {
        administrator: {
          trust: TRUSTS_ACCOUNT,
          inline: [WRITE_ROLE, allow('iam:AttachRolePolicy'), revoked('2026-11-01T00:00:00Z')],
        },
      },
    },
    escalates('user/ann'),
  );
  judges(
    'only sessions of long ago may',
    role({ ...WRITE_ROLE, ...when('DateLessThan', 'aws:TokenIssueTime', PAST) }),
    contained('role/ann'),
  );
  judges(
    'only sessions of today may',
    role({ ...WRITE_ROLE, ...when('DateGreaterThan', 'aws:TokenIssueTime', PAST) }),
    escalates('role/ann'),
  );
  judges(
    'closed: sessions up to a day to come are denied',
    role(WRITE_ROLE, revoked(FUTURE)),
    contained('role/ann'),
  );
});
