package otc

import "github.com/jobsim/jobsim/emulator/internal/world"

// Disk names an EVS disk among the world's resources, so that SDRS can protect one.
func Disk(id string) world.Name { return world.Name{API: "evs", Kind: "volume", ID: id} }

// Guarded names the mark that SDRS leaves on a disk under its protection; EVS then leaves the disk alone (EVS.2089).
func Guarded(id string) world.Name { return world.Name{API: "evs", Kind: "guard", ID: id} }

// Sized is what the properties of a disk tell another service, and let it change.
type Sized interface {
	Space() (size int, kind string) // GiB, volume_type
	Resize(size int) any            // the properties with another size
}

// Resized changes the size of a disk, for world.Touch.
func Resized(size int) func(props any) any {
	return func(props any) any {
		if disk, ok := props.(Sized); ok {
			return disk.Resize(size)
		}
		return props
	}
}
