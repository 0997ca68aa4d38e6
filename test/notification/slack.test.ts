import { expect, it } from 'vitest';
import { z } from 'zod';
import { noticeOf } from '../../src/notification/notice.ts';
import { slackMessage } from '../../src/notification/slack.ts';
import { sourceOf } from '../support/report-source.ts';
import { sampleFinding, sampleReport } from '../support/sample-report.ts';

const told = (...findings: ReturnType<typeof sampleFinding>[]) =>
  noticeOf(sourceOf(sampleReport({ findings })), 'HIGH');
const textOf = async (...findings: ReturnType<typeof sampleFinding>[]) => {
  const notice = await told(...findings);
  return notice && JSON.stringify(slackMessage(notice));
};

it('calls nobody and links nowhere by the names of others', async () => {
  const text = await textOf(
    sampleFinding({ title: '<!channel> & <http://evil.example|click>', description: 'x'.repeat(5000) }),
  );
  expect(text).toContain('&lt;!channel&gt; &amp; &lt;http://evil.example|click&gt;');
  expect(text).not.toContain('x'.repeat(901));
});

it('is what Slack takes, whatever stands in it: an escape is longer than its character', async () => {
  const hostile = '&'.repeat(5_000);
  const findings = Array.from({ length: 60 }, () =>
    sampleFinding({
      title: hostile,
      description: hostile,
      resource: { type: 'AwsS3Bucket', id: `arn:aws:s3:::${hostile}` },
    }),
  );
  const notice = await told(...findings);
  const { blocks } = z
    .object({
      blocks: z.array(z.object({ text: z.object({ text: z.string(), verbatim: z.literal(true) }) })),
    })
    .parse(notice && slackMessage(notice));
  expect(Math.max(...blocks.map(({ text }) => text.text.length))).toBeLessThanOrEqual(3_000);
});

it('shows ten and counts the rest', async () => {
  const many = Array.from({ length: 60 }, (_, index) =>
    sampleFinding({ resource: { type: 'AwsIamUser', id: `arn:aws:iam::111122223333:user/u${index}` } }),
  );
  const text = await textOf(...many);
  expect(text).toContain('Postern: 60 new findings in 111122223333');
  expect(text).toContain('50 more: see the report.');
  expect(await told(...many)).toMatchObject({ new: { total: 60 }, more: 10 });
});

it('knows what the baseline has, part by part, what is suppressed, and what is milder', async () => {
  const known = { ...sampleFinding(), baselineState: 'PERSISTING' as const };
  expect(
    await told(known, sampleFinding({ status: 'SUPPRESSED' }), sampleFinding({ score: 6.9 })),
  ).toBeUndefined();
  const [first, second] =
    sampleFinding({ parts: [{ region: 'eu-west-1' }, { region: 'eu-west-2' }] }).parts ?? [];
  const parts = [first, second].flatMap((part, index) =>
    part === undefined
      ? []
      : [{ ...part, baselineState: index === 0 ? ('PERSISTING' as const) : ('NEW' as const) }],
  );
  expect(await told({ ...sampleFinding(), parts })).toMatchObject({
    new: { total: 1 },
    findings: [{ newParts: 1 }],
  });
});
