/** The documents that are measured. */

/**
 * Statements as people write them, each different. Without findings the work is compared, not what is sent (from 20 on
 * there is one finding, for the policy's size); with `hasFindings` each statement names an action that does not exist.
 */
export const policyOf = (statements: number, hasFindings = false): string =>
  JSON.stringify(
    {
      Version: '2012-10-17',
      Statement: Array.from({ length: statements }, (_, index) => ({
        Sid: `Statement${index}`,
        Effect: index % 5 === 0 ? 'Deny' : 'Allow',
        Action: [
          'bedrock:InvokeModel',
          'bedrock:InvokeModelWithResponseStream',
          hasFindings ? 'bedrock:GetProvisionedModelThroughputs' : 'bedrock:GetProvisionedModelThroughput',
        ],
        Resource: [`arn:aws:bedrock:eu-west-1:222233334444:provisioned-model/capacity${index}`],
        Condition: { StringEquals: { 'aws:RequestedRegion': ['eu-west-1'] } },
      })),
    },
    undefined,
    2,
  );

export interface Position {
  readonly line: number;
  readonly character: number;
}

/** Where somebody types in the statement in the middle: within its Sid, an action, its resource, a condition's value. */
export function placesToType(text: string, statements: number): readonly Position[] {
  const lines = text.split('\n');
  const first = lines.findIndex((line) => line.includes(`"Statement${Math.floor(statements / 2)}"`));
  return ['"Statement', '"bedrock:Inv', 'provisioned-model/cap', '"eu-w'].map((typed) => {
    const line = lines.findIndex((each, index) => index >= first && each.includes(typed));
    return { line, character: (lines[line] ?? '').indexOf(typed) + typed.length };
  });
}
