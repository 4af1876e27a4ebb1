import Record
import Wire

/// What stands in the log about a judgement on what a layer marks of a statement: the marks before and after it.
package struct MarkDetail: Sendable, Hashable {
    /// The layer's name.
    package let layer: String
    /// Whether a judgement was taken back, and what the layer has found holds again.
    package let isAsFound: Bool
    package let before: [Mark]
    package let after: [Mark]

    package init(layer: String, isAsFound: Bool, before: [Mark], after: [Mark]) {
        self.layer = layer
        self.isAsFound = isAsFound
        self.before = before
        self.after = after
    }

    package var json: String {
        var json = JSONWriter()
        json.object { json in
            json.member("layer", layer)
            json.member("as_found", isAsFound)
            for (name, marks) in [("before", before), ("after", after)] {
                json.member(name, json: String(decoding: Mark.json(marks), as: UTF8.self))
            }
        }
        return String(decoding: json.bytes, as: UTF8.self)
    }

    /// Reads what `json` has written; nil where it is something else.
    ///
    /// - Parameter statement: the number of the statement that the marks are of.
    package init?(json text: String, statement: Int) {
        var reader = JSONReader(Array(text.utf8))
        var (layer, isAsFound): (String?, Bool?) = (nil, nil)
        var marks: [String: [Mark]] = [:]
        let isRead: Void? = try? reader.object { name, json in
            switch name {
            case "layer": layer = try json.string()
            case "as_found": isAsFound = try json.source() == "true"
            case "before", "after": marks[name] = try Mark.all(of: .statement(statement), json: Array(json.source().utf8))
            default: try json.skip()
            }
        }
        guard isRead != nil, let layer, let before = marks["before"], let after = marks["after"] else { return nil }
        // Logs of the first weeks do not say it; what a layer has left is then as it was found.
        let isOfLayer = after.contains { if case .layer = $0.by { true } else { false } }
        self.init(layer: layer, isAsFound: isAsFound ?? isOfLayer, before: before, after: after)
    }
}
