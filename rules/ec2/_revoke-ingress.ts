import { shell } from 'postern/rule';
import { permissionsToRevoke } from 'postern/services/ec2';

/** The command that takes away, whole, each rule of a security group that is behind these openings. */
export function revokeIngress(
  GroupId: string,
  openings: Parameters<typeof permissionsToRevoke>[0],
  region: string,
): string {
  return shell`aws ec2 revoke-security-group-ingress --group-id ${GroupId} --ip-permissions ${permissionsToRevoke(openings)} --region ${region}`;
}
