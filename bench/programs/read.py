"""Reads the interfaces by `select` or `monitor` with the reference's Python client, and prints a line for each."""
import sys
import time

import ovs.db.idl
import ovs.jsonrpc
import ovs.poller
import ovs.stream

remote, how = sys.argv[1:3]


def open_rpc():
    error, stream = ovs.stream.Stream.open_block(ovs.stream.Stream.open(remote), 5000)
    if error:
        sys.exit("cannot connect to %s" % remote)
    return ovs.jsonrpc.Connection(stream)


def call(rpc, method, params):
    error, reply = rpc.transact_block(ovs.jsonrpc.Message.create_request(method, params))
    if error or reply.error:
        sys.exit("%s failed" % method)
    return reply.result


def select():
    rpc = open_rpc()
    columns = ["name", "statistics"]
    operation = {"op": "select", "table": "Interface", "where": [], "columns": columns}
    for row in call(rpc, "transact", ["Open_vSwitch", operation])[0]["rows"]:
        print(row["name"], row["statistics"][1])


def monitor():
    helper = ovs.db.idl.SchemaHelper(schema_json=call(open_rpc(), "get_schema", ["Open_vSwitch"]))
    helper.register_columns("Interface", ["name", "statistics"])
    idl = ovs.db.idl.Idl(remote, helper, leader_only=False)
    while not idl.has_ever_connected():
        idl.run()
        poller = ovs.poller.Poller()
        idl.wait(poller)
        if not idl.has_ever_connected():
            poller.block()
    for row in idl.tables["Interface"].rows.values():
        print(row.name, row.statistics)


select() if how == "select" else monitor()
sys.stdout.flush()
time.sleep(3600)
