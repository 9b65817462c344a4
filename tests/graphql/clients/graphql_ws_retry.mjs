// The reference WebSocket client, left to come back by itself. Prints each entry of a subscription as it arrives.
import { createClient } from "graphql-ws";
import WebSocket from "ws";

const [url, token, network, wanted] = process.argv.slice(2);
const client = createClient({
  url,
  webSocketImpl: WebSocket,
  connectionParams: { authorization: `Bearer ${token}` },
  retryWait: () => new Promise((resolve) => setTimeout(resolve, 10)),
});
const query = "subscription($n: ID!, $c: Cursor) { activity(network: $n, after: $c) { cursor entry { text } } }";
const codes = [];
client.on("closed", (event) => codes.push(event.code));
const texts = [];
for await (const result of client.iterate({ query, variables: { n: network } })) {
  texts.push(result.data.activity.entry.text);
  if (texts.length === Number(wanted)) break;
}
await client.dispose();
console.log(JSON.stringify({ codes, texts }));
