import {
  accountResource,
  defineRule,
  fail,
  notApplicable,
  pass,
  regionalArn,
  shell,
  unknown,
} from 'postern/rule';
import { documentShares, optionalPublicSharingOfDocuments } from 'postern/services/ssm';

const SETTING = '/ssm/documents/console/public-sharing-permission';

export default defineRule({
  title: 'Systems Manager document is public',
  type: 'Exposure:SSM/DocumentPublic',
  severity: 7.0,
  scope: 'region',
  reads: { shares: documentShares, sharing: optionalPublicSharingOfDocuments },
  why: 'A document says how machines are set up, with names, addresses and often passwords: everybody with an AWS account can read a public one.',
  remediation: {
    text: 'Make the document private or share it with named accounts, and change every secret in it. Then block public sharing of documents in each Region; documents that are public already stay so.',
    url: 'https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-ssm-sharing.html',
  },
  gather: {
    in: 'account',
    by: ({ part }) => part,
    describe: (parts, place) => {
      const regions = [...new Set(parts.map(({ region }) => region))];
      return {
        resource: accountResource(place),
        title: 'Public sharing of Systems Manager documents is not blocked',
        description: `Systems Manager documents may be shared with everybody in ${regions.length === 1 ? regions.join() : `${regions.length} Regions of the account`}.`,
        evidence: { Regions: regions },
      };
    },
  },
  *check({ shares, sharing }, scope) {
    const { region } = scope;
    for (const { item: Name, answer } of shares) {
      const document = { type: 'AwsSsmDocument', id: regionalArn(scope, 'ssm', `document/${Name}`) };
      if (!answer.ok) yield unknown(document, answer.error);
      else if (answer.value === 'gone') yield notApplicable('the document is gone meanwhile', document);
      else if (answer.value.some((id) => id.toLowerCase() === 'all'))
        yield fail(document, { Name, AccountIds: answer.value }, `Everybody can read document ${Name}.`, {
          exposure: 'internet',
          commands: [
            shell`aws ssm modify-document-permission --name ${Name} --permission-type Share --account-ids-to-remove all --region ${region}`,
          ],
        });
      else yield pass(document, { Name, AccountIds: answer.value });
    }
    const account = accountResource(scope);
    const part = 'public sharing';
    if (!sharing.ok) yield unknown(account, sharing.error, { part });
    else if (sharing.value.SettingValue === undefined)
      yield unknown(account, 'AWS did not say whether public sharing of documents is blocked', { part });
    else if (sharing.value.SettingValue === 'Disable') yield pass(account, { ...sharing.value }, { part });
    else
      yield fail(
        account,
        { ...sharing.value },
        `Systems Manager documents may be shared with everybody in ${region}.`,
        {
          part,
          title: 'Public sharing of Systems Manager documents is not blocked',
          severity: { score: 4, reason: 'no document is public by that alone' },
          commands: [
            shell`aws ssm update-service-setting --setting-id ${SETTING} --setting-value Disable --region ${region}`,
          ],
        },
      );
  },
});
