terraform {
  required_providers {
    openstack = { source = "terraform-provider-openstack/openstack" }
  }
}

variable "url" {}
variable "size" { default = 10 }
variable "type" { default = "SAS" }

provider "openstack" {
  auth_url    = "${var.url}/iam/v3"
  user_name   = "jobsim"
  password    = "any"
  tenant_name = "eu-de"
  domain_name = "OTC00000000001000000000"
  region      = "eu-de"
}

data "openstack_blockstorage_availability_zones_v3" "all" {}

resource "openstack_blockstorage_volume_v3" "data" {
  name                 = "data"
  size                 = var.size
  volume_type          = var.type
  volume_retype_policy = "on-demand"
  availability_zone    = data.openstack_blockstorage_availability_zones_v3.all.names[0]
  metadata             = { team = "storage" }
}

resource "openstack_blockstorage_volume_v3" "other" {
  name              = "other"
  size              = 10
  volume_type       = "SSD"
  availability_zone = "eu-de-02"
}

data "openstack_blockstorage_volume_v3" "found" {
  name       = openstack_blockstorage_volume_v3.other.name
  depends_on = [openstack_blockstorage_volume_v3.other]
}

output "zones" { value = data.openstack_blockstorage_availability_zones_v3.all.names }
output "found" { value = data.openstack_blockstorage_volume_v3.found.size }
