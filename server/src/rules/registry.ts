/** All rules. Generated from the names of the files beside it: `npm run rules`. Do not edit. */
import { actionResourceMismatch } from './actions/action-resource-mismatch.ts';
import { delegatingActions } from './actions/delegating-actions.family.ts';
import { escalationWithStarInResource } from './actions/escalation-with-star-in-resource.ts';
import { fullAdmin } from './actions/full-admin.ts';
import { invalidAction } from './actions/invalid-action.ts';
import { invalidServiceInAction } from './actions/invalid-service-in-action.ts';
import { notActionAllow } from './actions/not-action-allow.ts';
import { redundantAction } from './actions/redundant-action.ts';
import { s3vectorsQueryNeedsGet } from './actions/s3vectors-query-needs-get.ts';
import { unsupportedActionInPolicy } from './actions/unsupported-action-in-policy.ts';
import { agentcoreReaderGetsTokens } from './bedrock/agentcore-reader-gets-tokens.ts';
import { agentcoreRuntimeNeedsEndpoint } from './bedrock/agentcore-runtime-needs-endpoint.ts';
import { agentcoreTokenForUserId } from './bedrock/agentcore-token-for-user-id.ts';
import { bedrockAgentNeedsAlias } from './bedrock/bedrock-agent-needs-alias.ts';
import { bedrockApiKeyPartialDeny } from './bedrock/bedrock-api-key-partial-deny.ts';
import { bedrockApiKeyUncontrolled } from './bedrock/bedrock-api-key-uncontrolled.ts';
import { bedrockApiOperation } from './bedrock/bedrock-api-operation.ts';
import { bedrockAssociateNeedsBoth } from './bedrock/bedrock-associate-needs-both.ts';
import { bedrockAwsOwnedUnderOwnerCondition } from './bedrock/bedrock-aws-owned-under-owner-condition.ts';
import { bedrockCreateWithTags } from './bedrock/bedrock-create-with-tags.ts';
import { bedrockDataAutomationNeedsProfile } from './bedrock/bedrock-data-automation-needs-profile.ts';
import { bedrockDataRetentionPartial } from './bedrock/bedrock-data-retention-partial.ts';
import { bedrockDenyIncomplete } from './bedrock/bedrock-deny-incomplete.ts';
import { bedrockDenyNotresourceBlocksProfiles } from './bedrock/bedrock-deny-notresource-blocks-profiles.ts';
import { bedrockEndpointPolicy } from './bedrock/bedrock-endpoint-policy.ts';
import { bedrockFoundationModelAccount } from './bedrock/bedrock-foundation-model-account.ts';
import { bedrockFullAccess } from './bedrock/bedrock-full-access.ts';
import { bedrockGetCompanion } from './bedrock/bedrock-get-companion.ts';
import { bedrockGlobalProfileWithoutRegionlessModel } from './bedrock/bedrock-global-profile-without-regionless-model.ts';
import { bedrockGuardrailBreaksAgents } from './bedrock/bedrock-guardrail-breaks-agents.ts';
import { bedrockGuardrailBypass } from './bedrock/bedrock-guardrail-bypass.ts';
import { bedrockGuardrailInverted } from './bedrock/bedrock-guardrail-inverted.ts';
import { bedrockGuardrailMantleOpen } from './bedrock/bedrock-guardrail-mantle-open.ts';
import { bedrockGuardrailNotRequired } from './bedrock/bedrock-guardrail-not-required.ts';
import { bedrockGuardrailProfileIncomplete } from './bedrock/bedrock-guardrail-profile-incomplete.ts';
import { bedrockGuardrailSharing } from './bedrock/bedrock-guardrail-sharing.ts';
import { bedrockGuardrailTamper } from './bedrock/bedrock-guardrail-tamper.ts';
import { bedrockGuardrailValue } from './bedrock/bedrock-guardrail-value.ts';
import { bedrockGuardrailWithoutApply } from './bedrock/bedrock-guardrail-without-apply.ts';
import { bedrockLoggingTamper } from './bedrock/bedrock-logging-tamper.ts';
import { bedrockMantleLeftOpen } from './bedrock/bedrock-mantle-left-open.ts';
import { bedrockMarketplaceMissing } from './bedrock/bedrock-marketplace-missing.ts';
import { bedrockMissingAccount } from './bedrock/bedrock-missing-account.ts';
import { bedrockModelIdAsProfile } from './bedrock/bedrock-model-id-as-profile.ts';
import { bedrockModelLifecycle } from './bedrock/bedrock-model-lifecycle.ts';
import { bedrockModelNeedsProfile } from './bedrock/bedrock-model-needs-profile.ts';
import { bedrockNetworkDenyHitsServices } from './bedrock/bedrock-network-deny-hits-services.ts';
import { bedrockPassroleMissing } from './bedrock/bedrock-passrole-missing.ts';
import { bedrockPassroleUnscoped } from './bedrock/bedrock-passrole-unscoped.ts';
import { bedrockPassroleWrongService } from './bedrock/bedrock-passrole-wrong-service.ts';
import { bedrockProfileConditionOnProfile } from './bedrock/bedrock-profile-condition-on-profile.ts';
import { bedrockProfileDenyOnProfile } from './bedrock/bedrock-profile-deny-on-profile.ts';
import { bedrockProfileIdAsModel } from './bedrock/bedrock-profile-id-as-model.ts';
import { bedrockProfileWithoutModels } from './bedrock/bedrock-profile-without-models.ts';
import { bedrockProfileWrongGeography } from './bedrock/bedrock-profile-wrong-geography.ts';
import { bedrockPromptNeedsRender } from './bedrock/bedrock-prompt-needs-render.ts';
import { bedrockRagNeedsModel } from './bedrock/bedrock-rag-needs-model.ts';
import { bedrockRegionDenyBreaksProfile } from './bedrock/bedrock-region-deny-breaks-profile.ts';
import { bedrockRegionUnavailable } from './bedrock/bedrock-region-unavailable.ts';
import { bedrockResidencyWithGlobal } from './bedrock/bedrock-residency-with-global.ts';
import { bedrockResourcePolicyUnsupported } from './bedrock/bedrock-resource-policy-unsupported.ts';
import { bedrockResponsesProject } from './bedrock/bedrock-responses-project.ts';
import { bedrockSdkPrefix } from './bedrock/bedrock-sdk-prefix.ts';
import { bedrockStreamingNotAllowed } from './bedrock/bedrock-streaming-not-allowed.ts';
import { bedrockTagOnUntaggable } from './bedrock/bedrock-tag-on-untaggable.ts';
import { bedrockTrustConfusedDeputy } from './bedrock/bedrock-trust-confused-deputy.ts';
import { bedrockUnknownConditionKey } from './bedrock/bedrock-unknown-condition-key.ts';
import { bedrockUnknownModel } from './bedrock/bedrock-unknown-model.ts';
import { bedrockUnknownResourceType } from './bedrock/bedrock-unknown-resource-type.ts';
import { arnKeyWithNonArn } from './conditions/arn-key-with-non-arn.ts';
import { conditionKeyMismatch } from './conditions/condition-key-mismatch.ts';
import { conditionValueUnknown } from './conditions/condition-value-unknown.ts';
import { duplicateKeysWithDifferentCase } from './conditions/duplicate-keys-with-different-case.ts';
import { dynamodbAttributesWithoutSelect } from './conditions/dynamodb-attributes-without-select.ts';
import { expiredDate } from './conditions/expired-date.ts';
import { forallvaluesAllowWithoutNull } from './conditions/forallvalues-allow-without-null.ts';
import { forallvaluesWithSingleValuedKey } from './conditions/forallvalues-with-single-valued-key.ts';
import { improveIpRange } from './conditions/improve-ip-range.ts';
import { invalidConditionDataType } from './conditions/invalid-condition-data-type.ts';
import { invalidConditionKeyFormat } from './conditions/invalid-condition-key-format.ts';
import { invalidConditionMultipleBoolean } from './conditions/invalid-condition-multiple-boolean.ts';
import { invalidConditionOperator } from './conditions/invalid-condition-operator.ts';
import { invalidDateValue } from './conditions/invalid-date-value.ts';
import { invalidGlobalConditionKey } from './conditions/invalid-global-condition-key.ts';
import { invalidKmsKeyValue } from './conditions/invalid-kms-key-value.ts';
import { invalidRegion } from './conditions/invalid-region.ts';
import { invalidServiceConditionKey } from './conditions/invalid-service-condition-key.ts';
import { invalidServicePrincipalFormat } from './conditions/invalid-service-principal-format.ts';
import { invalidService } from './conditions/invalid-service.ts';
import { invalidVariableForOperator } from './conditions/invalid-variable-for-operator.ts';
import { invalidVpcFormat } from './conditions/invalid-vpc-format.ts';
import { invalidVpceFormat } from './conditions/invalid-vpce-format.ts';
import { irrelevantConditionKeyInPolicy } from './conditions/irrelevant-condition-key-in-policy.ts';
import { mfaConditionAbsentKey } from './conditions/mfa-condition-absent-key.ts';
import { missingPairedConditionKeys } from './conditions/missing-paired-condition-keys.ts';
import { missingQualifier } from './conditions/missing-qualifier.ts';
import { missingTagKeyInCondition } from './conditions/missing-tag-key-in-condition.ts';
import { nullWithIfExists } from './conditions/null-with-if-exists.ts';
import { nullWithQualifier } from './conditions/null-with-qualifier.ts';
import { passedToServiceNoLimit } from './conditions/passed-to-service-no-limit.ts';
import { principalArnSession } from './conditions/principal-arn-session.ts';
import { privateIpAddressSubset } from './conditions/private-ip-address-subset.ts';
import { privateIpAddress } from './conditions/private-ip-address.ts';
import { privateNotIpAddressSubset } from './conditions/private-not-ip-address-subset.ts';
import { privateNotIpAddress } from './conditions/private-not-ip-address.ts';
import { redundantConditionValueNum } from './conditions/redundant-condition-value-num.ts';
import { sourceKeyInIdentityPolicy } from './conditions/source-key-in-identity-policy.ts';
import { stringLikeOperatorWithArnConditionKeys } from './conditions/string-like-operator-with-arn-condition-keys.ts';
import { typeMismatchBoolean } from './conditions/type-mismatch-boolean.ts';
import { typeMismatchDate } from './conditions/type-mismatch-date.ts';
import { typeMismatchIpRange } from './conditions/type-mismatch-ip-range.ts';
import { typeMismatchNumber } from './conditions/type-mismatch-number.ts';
import { typeMismatchString } from './conditions/type-mismatch-string.ts';
import { typeMismatch } from './conditions/type-mismatch.ts';
import { unsupportedActionForConditionKey } from './conditions/unsupported-action-for-condition-key.ts';
import { unsupportedGlobalConditionKey } from './conditions/unsupported-global-condition-key.ts';
import { unsupportedTagConditionKeys } from './conditions/unsupported-tag-condition-keys.family.ts';
import { untrustworthyConditionKey } from './conditions/untrustworthy-condition-key.ts';
import { variableUsageTooPermissive } from './conditions/variable-usage-too-permissive.ts';
import { wildcardConditions } from './conditions/wildcard-conditions.family.ts';
import { wildcardUsageTooPermissive } from './conditions/wildcard-usage-too-permissive.ts';
import { wildcardWithoutLikeOperator } from './conditions/wildcard-without-like-operator.ts';
import { dataTypeMismatch } from './document/data-type-mismatch.ts';
import { duplicateKey } from './document/duplicate-key.ts';
import { invalidPolicyElement } from './document/invalid-policy-element.ts';
import { invalidVersion } from './document/invalid-version.ts';
import { jsonSyntaxError } from './document/json-syntax-error.ts';
import { missingStatement } from './document/missing-statement.ts';
import { missingVersion } from './document/missing-version.ts';
import { moreFindings } from './document/more-findings.ts';
import { nonLatinCharacters } from './document/non-latin-characters.ts';
import { notRead } from './document/not-read.ts';
import { placeholderValue } from './document/placeholder-value.ts';
import { policyQuotas } from './document/policy-quotas.family.ts';
import { tooComplex } from './document/too-complex.ts';
import { exceptionExpired } from './exceptions/exception-expired.ts';
import { exceptionUnused } from './exceptions/exception-unused.ts';
import { exceptionWithoutReason } from './exceptions/exception-without-reason.ts';
import { bedrockOrganizationPolicy } from './organization/bedrock-organization-policy.ts';
import { rcpMissingRelatedPrincipalConditionKey } from './organization/rcp-missing-related-principal-condition-key.ts';
import { rcpMissingRelatedServicePrincipalConditionKey } from './organization/rcp-missing-related-service-principal-condition-key.ts';
import { rcpMissingServiceConditionKeyNullCheck } from './organization/rcp-missing-service-condition-key-null-check.ts';
import { rcpSyntaxErrorAction } from './organization/rcp-syntax-error-action.ts';
import { rcpSyntaxErrorAllow } from './organization/rcp-syntax-error-allow.ts';
import { rcpSyntaxErrorNotaction } from './organization/rcp-syntax-error-notaction.ts';
import { rcpSyntaxErrorPrincipal } from './organization/rcp-syntax-error-principal.ts';
import { scpSyntaxErrorPrincipal } from './organization/scp-syntax-error-principal.ts';
import { allowWithNotPrincipal } from './principals/allow-with-not-principal.ts';
import { federatedPrincipalNotSupported } from './principals/federated-principal-not-supported.ts';
import { invalidPrincipalFormat } from './principals/invalid-principal-format.ts';
import { invalidPrincipalKey } from './principals/invalid-principal-key.ts';
import { invalidRoleReference } from './principals/invalid-role-reference.ts';
import { invalidUserReference } from './principals/invalid-user-reference.ts';
import { principalPublic } from './principals/principal-public.ts';
import { recommendedConditionKeyForServicePrincipal } from './principals/recommended-condition-key-for-service-principal.ts';
import { restrictAccessToServicePrincipal } from './principals/restrict-access-to-service-principal.ts';
import { servicePrincipalUnknown } from './principals/service-principal-unknown.ts';
import { unsupportedConditionKeyForServicePrincipal } from './principals/unsupported-condition-key-for-service-principal.ts';
import { unsupportedWildcardInPrincipal } from './principals/unsupported-wildcard-in-principal.ts';
import { organizationAccount } from './requirements/organization-account.ts';
import { organizationAction } from './requirements/organization-action.ts';
import { organizationCondition } from './requirements/organization-condition.ts';
import { organizationGeography } from './requirements/organization-geography.ts';
import { organizationGuardrail } from './requirements/organization-guardrail.ts';
import { organizationModel } from './requirements/organization-model.ts';
import { organizationRegion } from './requirements/organization-region.ts';
import { arnAccountNotAllowed } from './resources/arn-account-not-allowed.ts';
import { arnRegionNotAllowed } from './resources/arn-region-not-allowed.ts';
import { invalidArnAccount } from './resources/invalid-arn-account.ts';
import { invalidArnPrefix } from './resources/invalid-arn-prefix.ts';
import { invalidArnRegion } from './resources/invalid-arn-region.ts';
import { invalidArnResource } from './resources/invalid-arn-resource.ts';
import { invalidArnServiceCase } from './resources/invalid-arn-service-case.ts';
import { invalidPartition } from './resources/invalid-partition.ts';
import { missingArnAccount } from './resources/missing-arn-account.ts';
import { missingArnField } from './resources/missing-arn-field.ts';
import { missingArnRegion } from './resources/missing-arn-region.ts';
import { notResourceAllow } from './resources/not-resource-allow.ts';
import { redundantResource } from './resources/redundant-resource.ts';
import { unsupportedResourceArnInPolicy } from './resources/unsupported-resource-arn-in-policy.ts';
import { wildcardInServiceName } from './resources/wildcard-in-service-name.ts';
import { denyShadowsAllow } from './statement/deny-shadows-allow.ts';
import { emptyElements } from './statement/empty-elements.family.ts';
import { emptySidValue } from './statement/empty-sid-value.ts';
import { invalidEffect } from './statement/invalid-effect.ts';
import { missingAction } from './statement/missing-action.ts';
import { missingEffect } from './statement/missing-effect.ts';
import { missingPrincipal } from './statement/missing-principal.ts';
import { missingResource } from './statement/missing-resource.ts';
import { redundantStatement } from './statement/redundant-statement.ts';
import { uniqueSidsRecommended } from './statement/unique-sids-recommended.ts';
import { uniqueSidsRequired } from './statement/unique-sids-required.ts';
import { unsupportedElementCombination } from './statement/unsupported-element-combination.ts';
import { unsupportedPrincipal } from './statement/unsupported-principal.ts';
import { unsupportedSid } from './statement/unsupported-sid.ts';
import { confirmAudienceClaimType } from './trust/confirm-audience-claim-type.ts';
import { foranyvalueWithAudienceClaimType } from './trust/foranyvalue-with-audience-claim-type.ts';
import { incompleteRoles } from './trust/incomplete-roles.family.ts';
import { invalidFederatedPrincipalSyntaxInRoleTrustPolicy } from './trust/invalid-federated-principal-syntax-in-role-trust-policy.ts';
import { mismatchedActionForPrincipal } from './trust/mismatched-action-for-principal.ts';
import { missingActionForConditionKey } from './trust/missing-action-for-condition-key.ts';
import { missingActionForRolesAnywhereTrustPolicy } from './trust/missing-action-for-roles-anywhere-trust-policy.ts';
import { missingConditionKeyForOidcPrincipal } from './trust/missing-condition-key-for-oidc-principal.ts';
import { missingGithubRepoConditionKey } from './trust/missing-github-repo-condition-key.ts';
import { redundantPrincipalInRoleTrustPolicy } from './trust/redundant-principal-in-role-trust-policy.ts';
import { roleTrustPolicySyntaxErrorNotprincipal } from './trust/role-trust-policy-syntax-error-notprincipal.ts';
import { roleTrustPolicySyntaxErrorResource } from './trust/role-trust-policy-syntax-error-resource.ts';
import { roleTrustPolicyUnsupportedWildcardInPrincipal } from './trust/role-trust-policy-unsupported-wildcard-in-principal.ts';
import { specificGithubRepoAndBranchRecommended } from './trust/specific-github-repo-and-branch-recommended.ts';
import { trustSourceMismatch } from './trust/trust-source-mismatch.ts';
import { emptyVariable } from './variables/empty-variable.ts';
import { missingBraceInVariable } from './variables/missing-brace-in-variable.ts';
import { missingQuoteInVariable } from './variables/missing-quote-in-variable.ts';
import { substitutionMissing } from './variables/substitution-missing.ts';
import { unsupportedSpaceInVariable } from './variables/unsupported-space-in-variable.ts';
import { variableTakenByTemplate } from './variables/variable-taken-by-template.ts';
import { variableUnsupportedInElement } from './variables/variable-unsupported-in-element.ts';
import { variableUnsupportedInVersion } from './variables/variable-unsupported-in-version.ts';
import { variableWithAmpersand } from './variables/variable-with-ampersand.ts';
import type { Rule } from './engine/rule.ts';

const rules: readonly Rule[] = [
  actionResourceMismatch,
  agentcoreReaderGetsTokens,
  agentcoreRuntimeNeedsEndpoint,
  agentcoreTokenForUserId,
  allowWithNotPrincipal,
  arnAccountNotAllowed,
  arnKeyWithNonArn,
  arnRegionNotAllowed,
  bedrockAgentNeedsAlias,
  bedrockApiKeyPartialDeny,
  bedrockApiKeyUncontrolled,
  bedrockApiOperation,
  bedrockAssociateNeedsBoth,
  bedrockAwsOwnedUnderOwnerCondition,
  bedrockCreateWithTags,
  bedrockDataAutomationNeedsProfile,
  bedrockDataRetentionPartial,
  bedrockDenyIncomplete,
  bedrockDenyNotresourceBlocksProfiles,
  bedrockEndpointPolicy,
  bedrockFoundationModelAccount,
  bedrockFullAccess,
  bedrockGetCompanion,
  bedrockGlobalProfileWithoutRegionlessModel,
  bedrockGuardrailBreaksAgents,
  bedrockGuardrailBypass,
  bedrockGuardrailInverted,
  bedrockGuardrailMantleOpen,
  bedrockGuardrailNotRequired,
  bedrockGuardrailProfileIncomplete,
  bedrockGuardrailSharing,
  bedrockGuardrailTamper,
  bedrockGuardrailValue,
  bedrockGuardrailWithoutApply,
  bedrockLoggingTamper,
  bedrockMantleLeftOpen,
  bedrockMarketplaceMissing,
  bedrockMissingAccount,
  bedrockModelIdAsProfile,
  bedrockModelLifecycle,
  bedrockModelNeedsProfile,
  bedrockNetworkDenyHitsServices,
  bedrockOrganizationPolicy,
  bedrockPassroleMissing,
  bedrockPassroleUnscoped,
  bedrockPassroleWrongService,
  bedrockProfileConditionOnProfile,
  bedrockProfileDenyOnProfile,
  bedrockProfileIdAsModel,
  bedrockProfileWithoutModels,
  bedrockProfileWrongGeography,
  bedrockPromptNeedsRender,
  bedrockRagNeedsModel,
  bedrockRegionDenyBreaksProfile,
  bedrockRegionUnavailable,
  bedrockResidencyWithGlobal,
  bedrockResourcePolicyUnsupported,
  bedrockResponsesProject,
  bedrockSdkPrefix,
  bedrockStreamingNotAllowed,
  bedrockTagOnUntaggable,
  bedrockTrustConfusedDeputy,
  bedrockUnknownConditionKey,
  bedrockUnknownModel,
  bedrockUnknownResourceType,
  conditionKeyMismatch,
  conditionValueUnknown,
  confirmAudienceClaimType,
  dataTypeMismatch,
  ...delegatingActions,
  denyShadowsAllow,
  duplicateKey,
  duplicateKeysWithDifferentCase,
  dynamodbAttributesWithoutSelect,
  ...emptyElements,
  emptySidValue,
  emptyVariable,
  escalationWithStarInResource,
  exceptionExpired,
  exceptionUnused,
  exceptionWithoutReason,
  expiredDate,
  federatedPrincipalNotSupported,
  forallvaluesAllowWithoutNull,
  forallvaluesWithSingleValuedKey,
  foranyvalueWithAudienceClaimType,
  fullAdmin,
  improveIpRange,
  ...incompleteRoles,
  invalidAction,
  invalidArnAccount,
  invalidArnPrefix,
  invalidArnRegion,
  invalidArnResource,
  invalidArnServiceCase,
  invalidConditionDataType,
  invalidConditionKeyFormat,
  invalidConditionMultipleBoolean,
  invalidConditionOperator,
  invalidDateValue,
  invalidEffect,
  invalidFederatedPrincipalSyntaxInRoleTrustPolicy,
  invalidGlobalConditionKey,
  invalidKmsKeyValue,
  invalidPartition,
  invalidPolicyElement,
  invalidPrincipalFormat,
  invalidPrincipalKey,
  invalidRegion,
  invalidRoleReference,
  invalidService,
  invalidServiceConditionKey,
  invalidServiceInAction,
  invalidServicePrincipalFormat,
  invalidUserReference,
  invalidVariableForOperator,
  invalidVersion,
  invalidVpcFormat,
  invalidVpceFormat,
  irrelevantConditionKeyInPolicy,
  jsonSyntaxError,
  mfaConditionAbsentKey,
  mismatchedActionForPrincipal,
  missingAction,
  missingActionForConditionKey,
  missingActionForRolesAnywhereTrustPolicy,
  missingArnAccount,
  missingArnField,
  missingArnRegion,
  missingBraceInVariable,
  missingConditionKeyForOidcPrincipal,
  missingEffect,
  missingGithubRepoConditionKey,
  missingPairedConditionKeys,
  missingPrincipal,
  missingQualifier,
  missingQuoteInVariable,
  missingResource,
  missingStatement,
  missingTagKeyInCondition,
  missingVersion,
  moreFindings,
  nonLatinCharacters,
  notActionAllow,
  notRead,
  notResourceAllow,
  nullWithIfExists,
  nullWithQualifier,
  organizationAccount,
  organizationAction,
  organizationCondition,
  organizationGeography,
  organizationGuardrail,
  organizationModel,
  organizationRegion,
  passedToServiceNoLimit,
  placeholderValue,
  ...policyQuotas,
  principalArnSession,
  principalPublic,
  privateIpAddress,
  privateIpAddressSubset,
  privateNotIpAddress,
  privateNotIpAddressSubset,
  rcpMissingRelatedPrincipalConditionKey,
  rcpMissingRelatedServicePrincipalConditionKey,
  rcpMissingServiceConditionKeyNullCheck,
  rcpSyntaxErrorAction,
  rcpSyntaxErrorAllow,
  rcpSyntaxErrorNotaction,
  rcpSyntaxErrorPrincipal,
  recommendedConditionKeyForServicePrincipal,
  redundantAction,
  redundantConditionValueNum,
  redundantPrincipalInRoleTrustPolicy,
  redundantResource,
  redundantStatement,
  restrictAccessToServicePrincipal,
  roleTrustPolicySyntaxErrorNotprincipal,
  roleTrustPolicySyntaxErrorResource,
  roleTrustPolicyUnsupportedWildcardInPrincipal,
  s3vectorsQueryNeedsGet,
  scpSyntaxErrorPrincipal,
  servicePrincipalUnknown,
  sourceKeyInIdentityPolicy,
  specificGithubRepoAndBranchRecommended,
  stringLikeOperatorWithArnConditionKeys,
  substitutionMissing,
  tooComplex,
  trustSourceMismatch,
  typeMismatch,
  typeMismatchBoolean,
  typeMismatchDate,
  typeMismatchIpRange,
  typeMismatchNumber,
  typeMismatchString,
  uniqueSidsRecommended,
  uniqueSidsRequired,
  unsupportedActionForConditionKey,
  unsupportedActionInPolicy,
  unsupportedConditionKeyForServicePrincipal,
  unsupportedElementCombination,
  unsupportedGlobalConditionKey,
  unsupportedPrincipal,
  unsupportedResourceArnInPolicy,
  unsupportedSid,
  unsupportedSpaceInVariable,
  ...unsupportedTagConditionKeys,
  unsupportedWildcardInPrincipal,
  untrustworthyConditionKey,
  variableTakenByTemplate,
  variableUnsupportedInElement,
  variableUnsupportedInVersion,
  variableUsageTooPermissive,
  variableWithAmpersand,
  ...wildcardConditions,
  wildcardInServiceName,
  wildcardUsageTooPermissive,
  wildcardWithoutLikeOperator,
];

/** By id. */
export const RULES: readonly Rule[] = rules.toSorted((a, b) => (a.id < b.id ? -1 : 1));
