// A charger driven line by line, built on ocpp-rpc in strict mode: it refuses to send what breaks the official schemas
// and reports any answer or command of ours that does. One JSON command in, one JSON line out.
//   {"connect": {"url", "identity", "password", "protocol"}}   -> {"protocol"}
//   {"call": ["Action", {...}]}                                -> {"result"} or {"error", "code"}
//   {"all": {"uid", "at"}}                                     -> {"answers": {"Action": [status]}, "problems": []}
//   {"answers": {"Action": {...}}}                             -> {"ready"}     what to answer to commands
//   {"commands": true}                                         -> {"commands": [["Action", {...}]]}   received so far
//   {"close": true}                                            -> {"closed"}
'use strict';

const readline = require('readline');
const { RPCClient, createRPCError } = require('ocpp-rpc');
const messages = require('./messages');

let client;
let answers = {};
let commands = [];
const problems = [];

async function connect({ url, identity, password, protocol }) {
  client = new RPCClient({
    endpoint: url,
    identity,
    password,
    protocols: [protocol],
    strictMode: true,
    reconnect: false,
  });
  client.on('strictValidationFailure', failure => problems.push(`${failure.outbound ? 'sent' : 'received'}: ${failure.error.message} ${JSON.stringify(failure.error.details)}`));
  client.handle(({ method, params }) => {
    commands.push([method, params]);
    if (!(method in answers)) {
      throw createRPCError('NotSupported');
    }
    return answers[method];
  });
  await client.connect();
  return { protocol: client.protocol };
}

async function call([action, payload]) {
  try {
    return { result: await client.call(action, payload) };
  } catch (error) {
    return { error: error.message, code: error.rpcErrorCode || error.code || error.constructor.name };
  }
}

async function all({ uid, at }) {
  const sent = {};
  const list = client.protocol === 'ocpp1.6' ? messages.v16(uid, at) : messages.v201(uid, at);
  for (const [action, payload] of list) {
    const { result, error, code } = await call([action, payload]);
    if (error !== undefined) {
      problems.push(`${action}: ${code} ${error}`);
    }
    (sent[action] ||= []).push(result && (result.status || (result.idTagInfo || result.idTokenInfo || {}).status || 'ok'));
  }
  return { answers: sent, problems };
}

async function obey(command) {
  if (command.connect) return connect(command.connect);
  if (command.call) return call(command.call);
  if (command.all) return all(command.all);
  if (command.answers) { answers = command.answers; return { ready: true }; }
  if (command.commands) return { commands, problems };
  if (command.close) { await client.close(); return { closed: true }; }
  throw new Error('unknown command');
}

(async () => {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    let out;
    try {
      out = await obey(JSON.parse(line));
    } catch (error) {
      out = { error: error.message, status: error.code };
    }
    console.log(JSON.stringify(out));
  }
})();
