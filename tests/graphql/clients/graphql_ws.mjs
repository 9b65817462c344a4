// The reference WebSocket client: one query, one mutation, and as many entries of a subscription as asked for.
import { createClient } from "graphql-ws";
import WebSocket from "ws";

const [url, token, network, wanted] = process.argv.slice(2);
const client = createClient({
  url,
  webSocketImpl: WebSocket,
  connectionParams: { authorization: `Bearer ${token}` },
});

const said = { errors: [], texts: [] };
for await (const result of client.iterate({ query: "{ viewer }" })) said.viewer = result.data.viewer;
try {
  for await (const result of client.iterate({ query: "{" })) said.errors.push(result);
} catch (errors) {
  said.errors.push(...errors);
}
const query = "subscription($n: ID!) { activity(network: $n) { cursor entry { text } } }";
const entries = client.iterate({ query, variables: { n: network } });
const first = entries.next();
await new Promise((resolve) => setTimeout(resolve, 100));
for await (const result of client.iterate({ query: 'mutation { add(text: "from node") }' })) said.seq = result.data.add;
said.texts.push((await first).value.data.activity.entry.text);
while (said.texts.length < Number(wanted)) {
  said.texts.push((await entries.next()).value.data.activity.entry.text);
}
await entries.return();
await client.dispose();
console.log(JSON.stringify(said));
