/** Condition keys whose values must not be wildcards alone. */
/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sensitive */
export const SENSITIVE = new Set(
  [
    'PrincipalAccount',
    'PrincipalOrgID',
    'ResourceAccount',
    'ResourceOrgID',
    'SourceAccount',
    'SourceOrgID',
    'SourceVpc',
    'SourceVpce',
    'VpceAccount',
    'VpceOrgID',
  ].map((name) => `aws:${name.toLowerCase()}`),
);
