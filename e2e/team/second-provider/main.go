// Command second-provider is an OpenID provider over TLS that shares no code with the other one of the tests: the library of
// zitadel (https://github.com/zitadel/oidc) with the store of its own example. It knows `test-user@localhost`, whose password
// is `verysecure`, in the group that it is given, and no back-channel logout.
package main

import (
	"context"
	"flag"
	"log"
	"net/http"

	"github.com/zitadel/oidc/v3/example/server/exampleop"
	"github.com/zitadel/oidc/v3/example/server/storage"
	"github.com/zitadel/oidc/v3/pkg/oidc"
	"github.com/zitadel/oidc/v3/pkg/op"
)

var (
	address = flag.String("address", "", "where it listens, as in localhost:4000")
	cert    = flag.String("cert", "", "file of its certificate")
	key     = flag.String("key", "", "file of its key")
	origin  = flag.String("origin", "", "the public address of Orrery")
	secret  = flag.String("secret", "", "the secret of the client orrery")
	group   = flag.String("group", "", "the group of the person")
)

func main() {
	flag.Parse()
	issuer := "https://" + *address
	clients := map[string]*storage.Client{
		"orrery": storage.WebClient("orrery", *secret, *origin+"/api/session/callback"),
	}
	store := people{storage.NewStorageWithClients(storage.NewUserStore(issuer), clients)}
	handler := exampleop.SetupServer(issuer, store, nil, false)
	log.Fatal(http.ListenAndServeTLS(*address, *cert, *key, handler))
}

type people struct{ *storage.Storage }

func (p people) SetUserinfoFromRequest(
	ctx context.Context, info *oidc.UserInfo, request op.IDTokenRequest, scopes []string,
) error {
	if err := p.Storage.SetUserinfoFromRequest(ctx, info, request, scopes); err != nil {
		return err
	}
	info.AppendClaims("groups", []string{*group})
	return nil
}

func (p people) GetClientByClientID(ctx context.Context, id string) (op.Client, error) {
	found, err := p.Storage.GetClientByClientID(ctx, id)
	if err != nil {
		return nil, err
	}
	return client{found}, nil
}

// The example's client, with what an operator would set for Orrery.
type client struct{ op.Client }

// Name and groups stand in the ID token.
func (client) IDTokenUserinfoClaimsAssertion() bool { return true }

func (client) PostLogoutRedirectURIs() []string { return []string{*origin + "/"} }
