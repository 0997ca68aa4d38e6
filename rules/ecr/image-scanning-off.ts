import { accountResource, defineRule, fail, pass, unknown } from 'postern/rule';
import { registryScanning, registryScans, repositories } from 'postern/services/ecr';

export default defineRule({
  title: 'Images are not scanned when they are pushed',
  type: 'Stealth:ECR/ImageScanningOff',
  severity: 4.0,
  scope: 'region',
  reads: { repositories, registry: registryScanning },
  why: 'Nobody is told that an image holds software with known holes, before it runs or after.',
  remediation: {
    text: 'Turn on scanning for the registry, with a filter for all repositories: enhanced scanning by Amazon Inspector, or basic scanning on push.',
    url: 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning.html',
  },
  gather: {
    in: 'region',
    describe: (parts, place) => ({
      resource: accountResource(place),
      description: `The images of ${parts.length === 1 ? 'a repository' : `${parts.length} repositories`} in ${place.region} are not scanned when they are pushed.`,
    }),
  },
  *check({ repositories, registry }) {
    for (const { repositoryArn, repositoryName, imageScanningConfiguration } of repositories) {
      const repository = { type: 'AwsEcrRepository', id: repositoryArn };
      if (registry === undefined) {
        yield unknown(repository, 'AWS was not asked how the registry scans images');
        continue;
      }
      const { scanType, rules } = registry;
      const scanOnPush = imageScanningConfiguration?.scanOnPush;
      const evidence = { scanType, rules, scanOnPush };
      // The setting of a repository is one of basic scanning.
      if (registryScans(repositoryName, registry) || (scanOnPush === true && scanType !== 'ENHANCED'))
        yield pass(repository, evidence);
      else if (scanType === undefined)
        yield unknown(repository, 'AWS did not say how the registry scans images');
      else
        yield fail(repository, evidence, `Images are not scanned when they are pushed to ${repositoryName}.`);
    }
  },
});
