// A charger made of the npm package ocpp-rpc, in strict mode: every frame, ours and the server's, is checked against
// the official schemas. One line in, one line out.
//   {"action": "...", "payload": {...}}     -> {"result"} or {"error", "message", "violations"}
//   {"everything": {"uid": "...", "at": "..."}}  -> {"answers": {"Action": ["status", ...]}, "violations": [...]}
//   {"answers": {"Action": {...}}}          -> {"ready"}      what to answer to the server's commands from now on
//   {"commands": true}                      -> {"commands": [["Action", {...}]], "violations": [...]}   received so far
// Besides, on its own: {"connected"} or {"refused"} at first, {"closed"} at the end.
'use strict';

const readline = require('node:readline');
const { RPCClient, createRPCError } = require('ocpp-rpc');
const messages = require('./messages');

const say = (answer) => process.stdout.write(JSON.stringify(answer) + '\n');

const violations = [];
const commands = [];
let answers = {};
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
  violations.push({ method, isCall, outbound, message: error.message, details: error.details });
});
client.handle(({ method, params }) => {
  commands.push([method, params]);
  if (!(method in answers)) {
    throw createRPCError('NotSupported');
  }
  return answers[method];
});

const call = async (action, payload) => {
  try {
    const result = await client.call(action, payload);
    return violations.length ? { violations } : { result };
  } catch (error) {
    return { error: error.rpcErrorCode ?? error.name, message: error.message, violations };
  }
};

const status = (result) =>
  result.status ?? result.idTagInfo?.status ?? result.idTokenInfo?.status ?? 'answered';

const everything = async ({ uid, at }) => {
  const said = {};
  const list = client.protocol === 'ocpp1.6' ? messages.v16(uid, at) : messages.v201(uid, at);
  for (const [action, payload] of list) {
    const { result, error } = await call(action, payload);
    (said[action] ??= []).push(result ? status(result) : (error ?? 'violation'));
  }
  return { answers: said, violations };
};

const obey = async (command) => {
  if (command.action) return call(command.action, command.payload);
  if (command.everything) return everything(command.everything);
  if (command.answers) {
    answers = command.answers;
    return { ready: true };
  }
  return { commands, violations };
};

client.connect().then(
  async () => {
    client.on('close', ({ code, reason }) => say({ closed: code, reason: String(reason) }));
    say({ connected: client.protocol });
    for await (const line of readline.createInterface({ input: process.stdin })) {
      say(await obey(JSON.parse(line)));
    }
  },
  (error) => {
    say({ refused: error.code ?? 0, message: error.message });
    process.exit(0);
  },
);
