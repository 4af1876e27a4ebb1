import HTTP

/// Whom a visitor follows: their browser keeps it (`Visitor`).
enum FollowForm: FormTarget {
    static let segments = ["follow"]

    static func response(_ form: FilledForm, _ context: PageContext) throws -> Response {
        let actor = try form.number("actor")
        guard try context.ledger.show(actor: "@\(actor)").actor.id == actor else {
            throw PageError(status: 409, sentence: "This speaker is another one now; load the page again.")
        }
        var visitor = try context.visitor()
        let isFollowed = form.value("follow") != "no"
        if isFollowed, visitor.follows.count >= Visitor.mostFollows, !visitor.follows.contains(actor) {
            throw PageError(
                status: 409,
                sentence:
                    "\(Visitor.mostFollows) are followed, which is what a browser keeps; leave one of them on the front page first."
            )
        }
        visitor.follow(actor, isFollowed)
        return try context.keeping(visitor, .see(Address.front.at(FollowForm.place)))
    }

    /// Where those stand who are followed.
    static let place = Anchor("followed")
}

extension HTML {
    /// The button by which somebody is followed, or no longer.
    mutating func follow(_ actor: Int, _ isFollowed: Bool, name: String, _ context: PageContext) throws {
        element(
            "form", .class("follow"), .fixed("method", "post"), .action(Address("/follow")),
            .named("data-kept", try context.cookieName())
        ) { html in
            html.formToken(context)
            html.hidden("actor", "\(actor)")
            html.element(
                "button", .fixed("name", "follow"), .fixed("value", isFollowed ? "no" : "yes"),
                .named("aria-label", isFollowed ? "No longer follow \(name)" : "Follow \(name)"),
                .fixed("title", "What is new of them stands on the front page"), text: isFollowed ? "★" : "☆ Follow")
        }
    }
}
