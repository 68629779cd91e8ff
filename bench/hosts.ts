/**
 * Keystrokes in a large CloudFormation template and a large Terraform file: what reading and checking takes, beside the floor,
 * a plain parse of the same text: by the library `yaml` for the one, by our own reader of every block for the other.
 */
import { parseDocument } from 'yaml';
import { filesIn } from '../server/src/catalog/files.ts';
import { parseBlock } from '../server/src/hosts/terraform/parse.ts';
import { openCatalog, openService } from '../server/src/service.ts';

const service = openService(openCatalog(filesIn('server/src/catalog/data')));

export interface HostTimes {
  readonly what: string;
  readonly lines: number;
  /** In ms: the median of the keys. */
  readonly floor: number;
  readonly ours: number;
}

const role = (number: number): string => `  Role${number}:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Principal:
              Service: lambda.amazonaws.com
            Action: sts:AssumeRole
      Policies:
        - PolicyName: invoke
          PolicyDocument:
            Version: "2012-10-17"
            Statement:
              - Sid: Invoke
                Effect: Allow
                Action:
                  - bedrock:InvokeModel
                  - bedrock:InvokeModelWithResponseStream
                Resource: !Sub "arn:\${AWS::Partition}:bedrock:\${AWS::Region}::foundation-model/*"
              - Effect: Allow
                Action: s3:GetObject
                Resource: !Sub "arn:\${AWS::Partition}:s3:::\${Bucket}/*"
`;
const queue = (number: number): string =>
  `  Queue${number}:\n    Type: AWS::SQS::Queue\n    Properties:\n      QueueName: queue-${number}\n      Tags:\n        - Key: team\n          Value: blue\n`;
const document = (number: number): string => `data "aws_iam_policy_document" "role_${number}" {
  statement {
    sid       = "Invoke"
    actions   = ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"]
    resources = ["arn:\${local.partition}:bedrock:*::foundation-model/*"]
  }

  statement {
    actions   = ["s3:GetObject"]
    resources = ["\${aws_s3_bucket.b.arn}/*"]

    condition {
      test     = "StringEquals"
      variable = "aws:ResourceAccount"
      values   = [local.account]
    }
  }
}

resource "aws_sqs_queue" "queue_${number}" {
  name = "queue-${number}"
  tags = { team = "blue" }
}

`;

const many = (count: number, text: (number: number) => string): string =>
  Array.from({ length: count }, (_, number) => text(number)).join('');

const FILES = [
  {
    what: 'CloudFormation in YAML',
    path: 'template.yaml',
    text: `AWSTemplateFormatVersion: "2010-09-09"\nResources:\n${many(60, (number) => role(number) + queue(number))}`,
    at: 'bedrock:InvokeModel\n',
    floor: (text: string) => void parseDocument(text, { logLevel: 'silent' }),
  },
  {
    what: 'Terraform',
    path: 'main.tf',
    text: many(80, document),
    at: 'bedrock:InvokeModel"',
    floor: (text: string) => void parseBlock(text),
  },
];

const KEYS = 40;

const median = (times: readonly number[]): number => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;

/** Types letters in the middle of each file, and takes the median. */
export const benchHosts = (): readonly HostTimes[] =>
  FILES.map(({ what, path, text, at, floor }) => {
    const place = text.indexOf(at, text.length / 2) + at.length - 1;
    const versions = Array.from(
      { length: KEYS },
      (_, keys) => text.slice(0, place) + 'x'.repeat(keys) + text.slice(place),
    );
    const checker = service.checker({ path });
    let before = service.read(text, { path });
    checker.check(before);
    for (const version of versions.slice(0, 5)) floor(version);
    const ours: number[] = [];
    const floors: number[] = [];
    for (const version of versions) {
      const start = performance.now();
      before = checker.read(version, before);
      checker.check(before);
      const middle = performance.now();
      floor(version);
      ours.push(middle - start);
      floors.push(performance.now() - middle);
    }
    return { what, lines: text.split('\n').length, floor: median(floors), ours: median(ours) };
  });
