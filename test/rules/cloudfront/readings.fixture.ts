import type { Behaviour, Distribution, Origin } from '../../../src/services/cloudfront.ts';

export const behaviourOf = (
  ViewerProtocolPolicy: Behaviour['ViewerProtocolPolicy'],
  changes: Partial<Behaviour> = {},
): Behaviour => ({
  PathPattern: '*',
  TargetOriginId: 'site',
  origins: ['site'],
  ViewerProtocolPolicy,
  ...changes,
});

export const bucketOrigin: Origin = {
  Id: 'site',
  DomainName: 'site.s3.eu-west-1.amazonaws.com',
  OriginPath: '',
  S3OriginConfig: { OriginAccessIdentity: '' },
  VpcOriginConfig: undefined,
  OriginAccessControlId: 'E1OAC',
};

export const customOrigin = (
  OriginProtocolPolicy: string | undefined,
  OriginSslProtocols: readonly string[] | undefined = ['TLSv1.2'],
  DomainName = 'app.example.com',
): Origin => ({
  Id: 'site',
  DomainName,
  OriginPath: '',
  S3OriginConfig: undefined,
  VpcOriginConfig: undefined,
  OriginAccessControlId: '',
  custom: { OriginProtocolPolicy, OriginSslProtocols },
});

export const distributionOf = (changes: Partial<Distribution> = {}): Distribution => ({
  Id: 'E1',
  ARN: 'arn:aws:cloudfront::111122223333:distribution/E1',
  DomainName: 'd1.cloudfront.net',
  Enabled: true,
  Staging: false,
  WebACLId: '',
  ConnectionMode: 'direct',
  ViewerCertificate: { MinimumProtocolVersion: 'TLSv1.2_2021' },
  aliases: ['example.com'],
  origins: [bucketOrigin],
  behaviours: [behaviourOf('redirect-to-https')],
  ...changes,
});
