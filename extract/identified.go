package extract

import (
	"demarche"
	"demarche/extract/identifier"
	"demarche/extract/wallet"
)

// identified finds wallets and identifiers.
func identified(text string) []demarche.Mention {
	return append(wallet.Find(text), identifier.Find(text)...)
}
