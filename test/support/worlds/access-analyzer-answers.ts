import type { Answers } from '../stub.ts';
import { type Answer, type Call, success, textParam, type Wire } from '../wire.ts';

interface ExternalAccess {
  readonly id: string;
  readonly resource: string;
  readonly resourceType: string;
  readonly status?: 'ACTIVE' | 'ARCHIVED' | 'RESOLVED';
}

export interface Analyzer {
  readonly type: 'ACCOUNT' | 'ORGANIZATION' | 'ACCOUNT_UNUSED_ACCESS' | 'ORGANIZATION_UNUSED_ACCESS';
  readonly status: 'ACTIVE' | 'CREATING' | 'DISABLED' | 'FAILED';
  readonly findings: readonly ExternalAccess[];
}

const analyzerArn = (accountId: string, region: string, { type }: Analyzer) =>
  `arn:aws:access-analyzer:${region}:${accountId}:analyzer/${type.toLowerCase()}`;

const page = <Item>(items: readonly Item[], size: number, token: string | undefined) => {
  const from = Number(token ?? 0);
  return {
    items: items.slice(from, from + size),
    next: from + size < items.length ? String(from + size) : undefined,
  };
};

/**
 * Access Analyzer in these Regions, and no analyzer in the others; moto has none of it.
 * https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_Operations.html
 */
export function accessAnalyzer(
  accountId: string,
  analyzers: Readonly<Record<string, readonly Analyzer[]>>,
): Answers {
  return {
    'access-analyzer:ListAnalyzers': (call) => {
      const type = textParam(call, 'type');
      const matching = (analyzers[call.region] ?? []).filter(
        (each) => type === undefined || each.type === type,
      );
      const { items, next } = page(
        matching,
        Number(textParam(call, 'maxResults') ?? 100),
        textParam(call, 'nextToken'),
      );
      return success(call, {
        analyzers: items.map((analyzer) => ({
          arn: analyzerArn(accountId, call.region, analyzer),
          name: analyzer.type.toLowerCase(),
          type: analyzer.type,
          status: analyzer.status,
          createdAt: '2025-01-01T00:00:00Z',
        })),
        nextToken: next,
      });
    },
    'access-analyzer:ListFindings': (call) =>
      findings(accountId, analyzers, call, (finding) => ({
        principal: { AWS: '444455556666' },
        action: ['s3:GetObject'],
        condition: {},
        isPublic: false,
        ...finding,
      })),
    'access-analyzer:ListFindingsV2': (call) =>
      findings(accountId, analyzers, call, (finding) => ({ findingType: 'ExternalAccess', ...finding })),
  };
}

/** The only criterion it knows is status. */
function findings(
  accountId: string,
  analyzers: Readonly<Record<string, readonly Analyzer[]>>,
  call: Call,
  wire: (finding: Readonly<Record<string, string>>) => Wire,
): Answer {
  const analyzer = (analyzers[call.region] ?? []).find(
    (each) => analyzerArn(accountId, call.region, each) === textParam(call, 'analyzerArn'),
  );
  const wanted = JSON.stringify(call.params.filter ?? {}).match(/"status":\{"eq":\["(\w+)"/)?.[1];
  const matching = (analyzer?.findings ?? []).filter(
    ({ status = 'ACTIVE' }) => wanted === undefined || status === wanted,
  );
  const { items, next } = page(
    matching,
    Number(textParam(call, 'maxResults') ?? 100),
    textParam(call, 'nextToken'),
  );
  return success(call, {
    findings: items.map(({ id, resource, resourceType, status = 'ACTIVE' }) =>
      wire({
        id,
        resource,
        resourceType,
        status,
        resourceOwnerAccount: accountId,
        analyzedAt: '2026-01-02T00:00:00Z',
        createdAt: '2026-01-01T00:00:00Z',
        updatedAt: '2026-01-02T00:00:00Z',
      }),
    ),
    nextToken: next,
  });
}
