"""A disk from its creation to its end, by openstacksdk: the program of a user who waits by the SDK's own means."""

import openstack

conn = openstack.connect(cloud="envvars")
storage = conn.block_storage
assert conn.identity.find_user(conn.config.auth["username"]).name == conn.config.auth["username"]
assert "SSD" in [t.name for t in storage.types()]
assert "eu-de-01" in [z.name for z in storage.availability_zones()]


def wait(thing, status="available"):
    return storage.wait_for_status(thing, status, failures=["error"], interval=0.01, wait=10)


disk = wait(storage.create_volume(name="data", size=10, volume_type="SAS", availability_zone="eu-de-01"))
storage.extend_volume(disk, 20)
disk = wait(storage.get_volume(disk.id))
assert disk.size == 20, disk
storage.retype_volume(disk, "SSD", "never")
disk = wait(storage.get_volume(disk.id))
assert disk.volume_type == "SSD", disk
storage.set_volume_metadata(disk, team="storage")
assert storage.get_volume_metadata(disk).metadata == {"team": "storage"}
shot = wait(storage.create_snapshot(volume_id=disk.id, name="daily"))
assert [s.id for s in storage.snapshots(volume_id=disk.id)] == [shot.id]
copy = wait(storage.create_volume(name="copy", size=20, snapshot_id=shot.id, availability_zone="eu-de-01"))
assert storage.get_limits().absolute.total_gigabytes_used == 40
assert storage.get_quota_set(conn.current_project_id, usage=True).usage["volumes"] == 2
storage.delete_snapshot(shot)
storage.wait_for_delete(shot, interval=0.01, wait=10)
for disk in (disk, copy):
    storage.delete_volume(disk)
    storage.wait_for_delete(disk, interval=0.01, wait=10)
assert list(storage.volumes()) == []
print("done")
