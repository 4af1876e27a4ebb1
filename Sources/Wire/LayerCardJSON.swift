import Record

/// A card as JSON: how the ledger keeps it.
extension LayerCard {
    /// The card as one object on one line; the same card always gives the same bytes.
    public var json: [UInt8] {
        var writer = JSONWriter()
        write(to: &writer)
        return writer.bytes
    }

    /// Writes the card as one object.
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("name", name)
            json.member("version", version)
            json.member("title", title)
            json.member("sentence", sentence)
            if subject != .statement { json.member("of", subject.rawValue) }
            json.member("kind", kind.rawValue)
            json.member("holds_several", holdsSeveral)
            json.member("threshold", share: threshold)
            json.name("choices")
            json.array(choices) { choice, json in
                json.object { json in
                    json.member("name", choice.name)
                    json.member("label", choice.label)
                    json.member("sentence", choice.sentence)
                    json.member("badge", choice.isBadge)
                }
            }
        }
    }

    /// Reads a card as `json` writes it; members that it does not know are passed over.
    ///
    /// - Throws: `JSONError` where the bytes are no JSON, or no sound card.
    public init(json bytes: [UInt8]) throws(JSONError) {
        var members = CardMembers()
        do {
            let kind = try JSONReader.document(bytes) { name, json in try members.read(name, &json) }
            guard kind == .object else { throw JSONError(position: 0, reason: "an object is expected", isSyntax: false) }
        } catch let error as JSONError {
            throw error
        } catch {
            throw JSONError(position: 0, reason: "a card is expected", isSyntax: false)
        }
        guard let name = members.name, let version = members.version, let kind = members.kind else {
            throw JSONError(position: 0, reason: "a card has a name, a version and a kind", isSyntax: false)
        }
        self.init(
            name: name, version: version, title: members.title ?? name, sentence: members.sentence ?? "", of: members.subject,
            kind: kind,
            holdsSeveral: members.holdsSeveral, choices: members.choices, threshold: members.threshold)
        if let fault { throw JSONError(position: 0, reason: fault, isSyntax: false) }
    }
}

/// The members of a card while it is read.
private struct CardMembers {
    var (name, title, sentence): (String?, String?, String?) = (nil, nil, nil)
    var version: Int?
    var kind: MarkValue.Kind?
    var subject = LayerCard.Subject.statement
    var holdsSeveral = false
    var threshold = 0.0
    var choices: [LayerCard.Choice] = []

    mutating func read(_ member: String, _ json: inout JSONReader) throws {
        switch member {
        case "name": name = try json.string()
        case "version": version = try json.integer()
        case "title": title = try json.string()
        case "sentence": sentence = try json.string()
        case "of": subject = LayerCard.Subject(rawValue: try json.string()) ?? .article
        case "kind": kind = MarkValue.Kind(rawValue: try json.string())
        case "holds_several": holdsSeveral = try json.source() == "true"
        case "threshold": threshold = try json.number()
        case "choices": try json.array { choices.append(try CardMembers.choice(&$0)) }
        default: try json.skip()
        }
    }

    private static func choice(_ json: inout JSONReader) throws -> LayerCard.Choice {
        var (name, label, sentence): (String?, String?, String?) = (nil, nil, nil)
        var isBadge = false
        try json.object { member, json in
            switch member {
            case "name": name = try json.string()
            case "label": label = try json.string()
            case "sentence": sentence = try json.string()
            case "badge": isBadge = try json.source() == "true"
            default: try json.skip()
            }
        }
        guard let name else { throw json.fault("a choice has a name") }
        return LayerCard.Choice(name, label: label ?? name, sentence: sentence ?? "", isBadge: isBadge)
    }
}
