// Command compose-check reads a file of the Compose specification as `docker compose` does, with the variables of its own
// environment, and prints the model as JSON. A file that the schema or the rules of the specification refuse is an error.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"

	"github.com/compose-spec/compose-go/v2/loader"
	"github.com/compose-spec/compose-go/v2/types"
)

func main() {
	if err := check(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func check(path string) error {
	details := types.ConfigDetails{
		WorkingDir:  "/compose",
		ConfigFiles: []types.ConfigFile{{Filename: path}},
		Environment: types.NewMapping(os.Environ()),
	}
	project, err := loader.LoadWithContext(context.Background(), details, func(options *loader.Options) {
		options.SetProjectName("orrery", true)
	})
	if err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(project)
}
