// The reference WebSocket client: subscribes to the activity, closes a ballot, and sees the decision adopted.
import { createClient } from "graphql-ws";
import { randomUUID } from "node:crypto";
import WebSocket from "ws";

const [url, token, decision] = process.argv.slice(2);
const client = createClient({ url, webSocketImpl: WebSocket, connectionParams: { authorization: `Bearer ${token}` } });

const live = client.iterate({
  query: "subscription { activity { cursor entry { topic text subject { ... on Decision { number status } } } } }",
});
const first = live.next();
await new Promise((resolve) => setTimeout(resolve, 300));

const query = "mutation($input: CloseBallotInput!) { closeBallot(input: $input) { errors { code } } }";
const said = { entries: [] };
for await (const result of client.iterate({ query, variables: { input: { commandId: randomUUID(), decision } } })) {
  said.errors = result.data.closeBallot.errors;
}
said.entries.push((await first).value.data.activity.entry);
said.entries.push((await live.next()).value.data.activity.entry);
await live.return();
await client.dispose();
console.log(JSON.stringify(said));
