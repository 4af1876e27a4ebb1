import Record
import Wire

extension Article.Carried {
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
