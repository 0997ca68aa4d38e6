import { service } from '../../aws/service.ts';

/** AWS Artifact, for the files of readers that share it. @internal */
export const artifact = service({
  id: 'artifact',
  region: 'global',
  load: () => import('./sdk.ts'),
  client: (sdk, config) => new sdk.ArtifactClient(config),
});
