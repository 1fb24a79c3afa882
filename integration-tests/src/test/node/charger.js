// A charger made of the npm package ocpp-rpc, in strict mode: every frame, ours and the server's, is checked against
// the official schemas. One line in: {"action": "...", "payload": {...}}. One line out: the answer, or the error.
'use strict';

const readline = require('node:readline');
const { RPCClient } = require('ocpp-rpc');

const say = (answer) => process.stdout.write(JSON.stringify(answer) + '\n');

const violations = [];
const client = new RPCClient({
  endpoint: process.env.OCPP_ENDPOINT,
  identity: process.env.OCPP_IDENTITY,
  password: process.env.OCPP_PASSWORD,
  protocols: [process.env.OCPP_PROTOCOL],
  strictMode: true,
  reconnect: false,
  callTimeoutMs: 30000,
});

client.on('strictValidationFailure', ({ error, isCall, outbound, method }) => {
  violations.push({ method, isCall, outbound, message: error.message });
});
client.handle(({ method }) => {
  violations.push({ method, message: 'not expected by this charger' });
  throw new Error('not supported');
});

const answer = async (line) => {
  const { action, payload } = JSON.parse(line);
  try {
    const result = await client.call(action, payload);
    say(violations.length ? { violations } : { result });
  } catch (error) {
    say({ error: error.rpcErrorCode ?? error.name, message: error.message, violations });
  }
};

client.connect().then(
  () => {
    client.on('close', ({ code, reason }) => say({ closed: code, reason: String(reason) }));
    say({ connected: client.protocol });
    readline.createInterface({ input: process.stdin }).on('line', answer);
  },
  (error) => {
    say({ refused: error.code ?? 0, message: error.message });
    process.exit(0);
  },
);
