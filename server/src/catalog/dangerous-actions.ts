/**
 * Actions that a wildcard should not grant unseen, beyond those of the access level "Permissions management": they undo
 * protections, hand on other access, make credentials or hand them out, run commands, or agree to pay.
 * https://docs.aws.amazon.com/bedrock/latest/userguide/model-invocation-logging.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
 * https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/get-workload-access-token.html
 */
import { table } from '../patterns/table.ts';
import type { Action } from './catalog.ts';

const DANGEROUS = table<readonly string[]>({
  bedrock: [
    'DeleteModelInvocationLoggingConfiguration',
    'PutModelInvocationLoggingConfiguration',
    'DeleteGuardrail',
    'UpdateGuardrail',
    'DeleteEnforcedGuardrailConfiguration',
    'PutEnforcedGuardrailConfiguration',
    'PutAccountDataRetention',
    'CallWithBearerToken',
    'PutResourcePolicy',
    'DeleteResourcePolicy',
    'CreateFoundationModelAgreement',
    'CreateProvisionedModelThroughput',
  ],
  'bedrock-agentcore': [
    'GetResourceApiKey',
    'GetResourceOauth2Token',
    'GetWorkloadAccessTokenForUserId',
    'InvokeAgentRuntimeCommand',
    'InvokeAgentRuntimeCommandShell',
    'PutResourcePolicy',
    'SetTokenVaultCMK',
  ],
  'bedrock-mantle': ['CallWithBearerToken', 'PutAccountDataRetention'],
  iam: ['PassRole', 'CreateAccessKey', 'CreateLoginProfile', 'CreateServiceSpecificCredential', 'UpdateLoginProfile'],
  sts: ['AssumeRole'],
  kms: ['ScheduleKeyDeletion', 'DisableKey'],
  cloudtrail: ['StopLogging', 'DeleteTrail'],
  lambda: ['UpdateFunctionCode'],
  secretsmanager: ['GetSecretValue'],
});

export const isDangerous = ({ service, name, accessLevel }: Action): boolean =>
  accessLevel === 'Permissions management' || (DANGEROUS[service]?.includes(name) ?? false);
