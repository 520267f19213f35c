"""A disk that a user of openstacksdk creates and waits for, by the SDK's own means and with its own pauses."""

import openstack

storage = openstack.connect(cloud="envvars").block_storage
storage.wait_for_status(storage.create_volume(name="data", size=10, volume_type="SSD", availability_zone="eu-de-01"), "available")
