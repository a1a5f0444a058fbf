-- Decides whether a buffer belongs to an integration repository, and where that repository starts.
-- Only reads small files next to the buffer; knows nothing of language servers.

local M = {}

local patterns = vim.tbl_map(vim.glob.to_lpeg, require('integrations_ls.served'))

local function is_served(path)
  for _, pattern in ipairs(patterns) do
    if pattern:match(path) then
      return true
    end
  end
  return false
end

-- The largest real manifest is far below this; anything bigger is not worth reading on every open.
local read_limit = 512 * 1024

local function read(path)
  local file = io.open(path, 'rb')
  if not file then
    return nil
  end
  -- Reading a directory fails here, not at open.
  local text = file:read(read_limit)
  file:close()
  return text
end

local function exists(path)
  return vim.uv.fs_stat(path) ~= nil
end

--- Whether one folder is an integration; the server asks the same three questions in the same order.
local function is_integration(dir)
  local manifest = read(dir .. '/manifest.json')
  if manifest then
    -- Browser extensions write a number. A pattern, not a JSON parser: the file may be half typed.
    return manifest:find('"manifest_version"%s*:%s*"') ~= nil
  end
  -- The name alone says little (data projects have a metadata.csv, too), the header decides.
  local header = (read(dir .. '/metadata.csv') or ''):match('^[^\r\n]*')
  if header:find('metric_name', 1, true) and header:find('metric_type', 1, true) then
    return true
  end
  return exists(dir .. '/pyproject.toml') and exists(dir .. '/datadog_checks')
end

local function holds_other_integration(dir, known)
  for name, kind in vim.fs.dir(dir) do
    local path = dir .. '/' .. name
    if kind == 'directory' and name:sub(1, 1) ~= '.' and path ~= known and is_integration(path) then
      return true
    end
  end
  return false
end

--- Root of the integration repository around `path`, or nil when there is none.
--- The nearest folder upward with `.ddev/config.toml` wins. Without one it is the nearest integration
--- folder, or its parent when that holds more of them (repositories older than ddev).
function M.find(path)
  local nearest
  for dir in vim.fs.parents(path) do
    if exists(dir .. '/.ddev/config.toml') then
      return dir
    end
    if not nearest and is_integration(dir) then
      nearest = dir
    end
  end
  local parent = nearest and vim.fs.dirname(nearest)
  if parent and holds_other_integration(parent, nearest) then
    return parent
  end
  return nearest
end

--- Root for a buffer, or nil when the server has nothing to say about that file.
function M.of_buffer(bufnr)
  local name = vim.api.nvim_buf_get_name(bufnr)
  if vim.bo[bufnr].buftype ~= '' or name:find('^%a[%w+.-]+://') then
    return nil
  end
  local path = vim.fs.normalize(name)
  return is_served(path) and M.find(path) or nil
end

return M
