import { privateAddressRule } from './_private-addresses.ts';

export const privateIpAddress = privateAddressRule({
  id: 'private-ip-address',
  level: 'error',
  operator: 'IpAddress',
  summary: 'aws:SourceIp is compared with private addresses only.',
  explanation:
    'aws:SourceIp holds the public address of the caller. Requests from a VPC endpoint have none; their private address is aws:VpcSourceIp.',
  bad: '"IpAddress": { "aws:SourceIp": ["⟦10.0.0.0/8⟧"] }',
});
