import Foundation

/// A page worker that finds the same in everything; it stands in for the real one, which needs Python.
public enum StandInWorker {
    /// What starts it.
    ///
    /// - Parameters:
    ///   - page: its answer to all but feeds: a line of JSON, in which URL becomes the address of the page.
    ///   - feed: its answer to feeds.
    public static func command(page: String, feed: String = "{}") -> [String] {
        let parts = page.components(separatedBy: "URL")
        let answer = parts.map { "'\($0)'" }.joined(separator: "\"$url\"")
        // Each request is a line and as many bytes as it says; `head` would read ahead, so `dd` takes them one by one.
        let script = """
            echo ready
            while IFS= read -r line; do
                size=${line#*\\"bytes\\":}; size=${size%%[!0-9]*}
                url=${line#*\\"url\\":\\"}; url=${url%%\\"*}
                dd bs=1 count="$size" of=/dev/null 2>/dev/null
                case "$line" in
                    *'"kind":"feed"'*) printf '%s\\n' '\(feed)';;
                    *) printf '%s\\n' \(answer);;
                esac
            done
            """
        return ["/bin/sh", "-c", script]
    }

    /// An answer: an article of some text.
    public static func page(_ text: String, url: String? = nil) -> String {
        let own = url.map { #","url":"\#($0)""# } ?? ""
        return #"{"id":1,"article":{"replaced":0,"text":"\#(text)","outlet":"The Velm Beacon","title":"A gate"\#(own)}}"#
    }

    /// An answer: a feed of some addresses.
    public static func feed(_ addresses: [String], kind: String = "rss20") -> String {
        let items = addresses.map { #"{"url":"\#($0)"}"# }.joined(separator: ",")
        return #"{"id":1,"feed":{"kind":"\#(kind)","title":"The Velm Beacon","items":[\#(items)],"left out":0}}"#
    }
}
