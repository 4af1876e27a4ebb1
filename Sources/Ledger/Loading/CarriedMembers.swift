import Record
import Wire

extension Article.Carried {
    /// The members of an article as it came, with what a person has corrected: how a corrected date is known, and what was there before.
    package static func corrected(_ carried: [Article.Carried], of entry: ArticleEntry) -> [Article.Carried] {
        guard let former = entry.former else { return carried }
        var carried = carried.filter { $0.name != FieldValues.member }
        if former.values[.published] != nil {
            carried.removeAll { $0.name == DateSource.member }
            if let source = entry.dateSource {
                carried.append(Article.Carried(name: DateSource.member, json: "\"\(source.rawValue)\""))
            }
        }
        return carried + [Article.Carried(name: FieldValues.member, json: former.json)]
    }

    /// The members that stand in `article.carried`; nil where that is no JSON object.
    package static func all(in json: String) -> [Article.Carried]? {
        var found: [Article.Carried] = []
        var members = JSONReader(Array(json.utf8))
        let isRead: Void? = try? members.object { name, json in
            found.append(Article.Carried(name: name, json: try json.source()))
        }
        return isRead != nil && (try? members.end()) != nil ? found : nil
    }
}
