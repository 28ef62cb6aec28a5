// Follows callEvents with a client of npm's and prints each result as a line of JSON; what ends it, too.
// node clients.mjs sse|ws BASE TOKEN AFTER
import { createClient as createSseClient } from 'graphql-sse';
import { createClient as createWebSocketClient } from 'graphql-ws';
import WebSocket from 'ws';

const [, , way, base, token, after] = process.argv;
const client =
  way === 'sse'
    ? createSseClient({
        url: `${base}/gql`,
        retryAttempts: 0,
        headers: { Authorization: `Bearer ${token}` },
      })
    : createWebSocketClient({
        url: `${base.replace('http', 'ws')}/gql`,
        webSocketImpl: WebSocket,
        retryAttempts: 0,
        connectionParams: { Authorization: `Bearer ${token}` },
      });
const query = 'subscription($after: ID) { callEvents(after: $after) { id type time data } }';
try {
  for await (const result of client.iterate({ query, variables: { after } })) {
    console.log(JSON.stringify(result));
  }
  console.log(JSON.stringify({ end: 'complete' }));
} catch (end) {
  console.log(JSON.stringify({ end: end.code ?? end.response?.status ?? end.message }));
}
process.exit(0);
