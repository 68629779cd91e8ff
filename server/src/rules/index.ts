/** All rules, in one place, by id. Adding a rule is adding its file and its two lines here. */
import { actionResourceMismatch } from './action-resource-mismatch.ts';
import { bedrockApiOperation } from './bedrock-api-operation.ts';
import { bedrockDenyIncomplete } from './bedrock-deny-incomplete.ts';
import { bedrockFoundationModelAccount } from './bedrock-foundation-model-account.ts';
import { bedrockMissingAccount } from './bedrock-missing-account.ts';
import { bedrockProfileIdAsModel } from './bedrock-profile-id-as-model.ts';
import { bedrockSdkPrefix } from './bedrock-sdk-prefix.ts';
import { dataTypeMismatch } from './data-type-mismatch.ts';
import { emptySidValue } from './empty-sid-value.ts';
import { invalidAction } from './invalid-action.ts';
import { invalidEffect } from './invalid-effect.ts';
import { invalidPolicyElement } from './invalid-policy-element.ts';
import { invalidServiceInAction } from './invalid-service-in-action.ts';
import { invalidVersion } from './invalid-version.ts';
import { jsonSyntaxError } from './json-syntax-error.ts';
import { missingAction } from './missing-action.ts';
import { missingEffect } from './missing-effect.ts';
import { missingPrincipal } from './missing-principal.ts';
import { missingResource } from './missing-resource.ts';
import { missingStatement } from './missing-statement.ts';
import { missingVersion } from './missing-version.ts';
import { placeholderValue } from './placeholder-value.ts';
import type { Rule } from './rule.ts';
import { uniqueSidsRequired } from './unique-sids-required.ts';
import { unsupportedElementCombination } from './unsupported-element-combination.ts';
import { unsupportedPrincipal } from './unsupported-principal.ts';
import { unsupportedSid } from './unsupported-sid.ts';

export const RULES: readonly Rule[] = [
  actionResourceMismatch,
  bedrockApiOperation,
  bedrockDenyIncomplete,
  bedrockFoundationModelAccount,
  bedrockMissingAccount,
  bedrockProfileIdAsModel,
  bedrockSdkPrefix,
  dataTypeMismatch,
  emptySidValue,
  invalidAction,
  invalidEffect,
  invalidPolicyElement,
  invalidServiceInAction,
  invalidVersion,
  jsonSyntaxError,
  missingAction,
  missingEffect,
  missingPrincipal,
  missingResource,
  missingStatement,
  missingVersion,
  placeholderValue,
  uniqueSidsRequired,
  unsupportedElementCombination,
  unsupportedPrincipal,
  unsupportedSid,
];

const byId = new Map(RULES.map((rule) => [rule.id, rule]));

export const ruleById = (id: string): Rule | undefined => byId.get(id);
