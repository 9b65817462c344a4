// The reference WebSocket client: stands in the room of a meeting, closes the meeting, and hears its end.
import { createClient } from "graphql-ws";
import { randomUUID } from "node:crypto";
import WebSocket from "ws";

const [url, token, meeting] = process.argv.slice(2);
const client = createClient({ url, webSocketImpl: WebSocket, connectionParams: { authorization: `Bearer ${token}` } });

const said = [];
const query = "subscription($id: ID!) { meetingRoom(id: $id) { meeting { status } } }";
const room = client.iterate({ query, variables: { id: meeting } });
said.push((await room.next()).value.data.meetingRoom.meeting.status);

const close = "mutation($input: CloseMeetingInput!) { closeMeeting(input: $input) { errors { code } } }";
for await (const result of client.iterate({ query: close, variables: { input: { commandId: randomUUID(), meeting } } })) {
  if (result.data.closeMeeting.errors.length) throw new Error(JSON.stringify(result));
}
for await (const result of room) said.push(result.data.meetingRoom.meeting.status);
said.push("complete");
await client.dispose();
console.log(JSON.stringify(said));
