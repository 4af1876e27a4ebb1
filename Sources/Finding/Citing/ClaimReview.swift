import Ledger
import Record
import Wire

extension LedgerCitation {
    /// ClaimReview (https://schema.org/ClaimReview): what was claimed, by whom, where that appeared. Who reviews it, where, when and how it is rated is
    /// left to who does: those members are there, and empty.
    func claimReview(to json: inout JSONWriter) {
        json.object { json in
            json.member("@context", "https://schema.org")
            json.member("@type", "ClaimReview")
            json.member("url", "")
            json.member("datePublished", "")
            json.name("author")
            json.object { json in
                json.member("@type", "Organization")
                json.member("name", "")
                json.member("url", "")
            }
            json.member("claimReviewed", statement.map(LedgerCitation.quotation) ?? "")
            json.name("itemReviewed")
            json.object { claim(to: &$0) }
            json.name("reviewRating")
            json.object { json in
                json.member("@type", "Rating")
                json.member("alternateName", "")
            }
        }
    }

    private func claim(to json: inout JSONWriter) {
        json.member("@type", "Claim")
        if let statement {
            if let speaker = LedgerCitation.speaker(of: statement) {
                json.name("author")
                json.object { json in
                    json.member("@type", LedgerCitation.type(of: statement.actor?.kind))
                    json.member("name", speaker)
                }
            }
            json.member("description", attribution(of: statement))
        }
        if let published = article.published {
            json.member("datePublished", Day(published: published)?.description ?? published.onOneLine)
        }
        json.name("appearance")
        json.object { json in
            json.member("@type", "NewsArticle")
            json.member("headline", (article.title ?? article.name).onOneLine)
            if let address { json.member("url", address) }
            if let outlet = article.outlet {
                json.name("publisher")
                json.object { json in
                    json.member("@type", "Organization")
                    json.member("name", outlet.onOneLine)
                }
            }
        }
        json.member("identifier", proof)
    }

    private static func type(of kind: EntityKind?) -> String {
        switch kind {
        case .person: "Person"
        case .organization, .group: "Organization"
        case .place: "Place"
        case .document: "CreativeWork"
        case nil: "Thing"
        }
    }
}
