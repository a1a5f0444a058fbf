-- Starts a server again that died, as other clients do; gives up when it dies all the time.

local M = {}

-- Crashes are counted over this span in seconds; with the last of so many the server stays down.
local span, limit = 180, 5

-- How long Neovim may take to forget a client that ended, in milliseconds.
local patience = 5000

-- Signals by which somebody ends a program on purpose: hang-up, interrupt, termination.
local on_purpose = { [1] = true, [2] = true, [15] = true }

-- Times of the latest crashes, by root.
local times = {}

local function recent_at(root, now)
  return vim.tbl_filter(function(time)
    return now - time < span
  end, times[root] or {})
end

--- How many crashes there were lately below each root, for roots that had some.
function M.recent()
  local counts = {}
  for root in pairs(times) do
    local count = #recent_at(root, vim.uv.now() / 1000)
    counts[root] = count > 0 and count or nil
  end
  return counts
end

--- Notes a crash below a root; true while there were few of them lately. `now` is in seconds.
function M.may_restart(root, now)
  local recent = recent_at(root, now)
  recent[#recent + 1] = now
  times[root] = recent
  return #recent < limit
end

--- Forgets all crashes: somebody asked for a new start.
function M.forget()
  times = {}
end

-- Until it is forgotten, the client that ended would be taken for a running one by the next start.
local function when_gone(id, start, waited)
  if not vim.lsp.get_client_by_id(id) then
    start()
  elseif waited < patience then
    vim.defer_fn(function()
      when_gone(id, start, waited + 20)
    end, 20)
  end
end

local function restart(id, root, buffers)
  if not M.may_restart(root, vim.uv.now() / 1000) then
    local text = 'integrations-ls crashed %d times in %d minutes and was not started again; '
      .. ':checkhealth integrations_ls tells more, :IntegrationsLsRestart tries again'
    vim.notify(text:format(limit, span / 60), vim.log.levels.ERROR)
    return
  end
  when_gone(id, function()
    for _, bufnr in ipairs(buffers) do
      if vim.api.nvim_buf_is_loaded(bufnr) then
        require('integrations_ls.client').attach(bufnr)
      end
    end
  end, 0)
end

--- `on_exit` of the client. A server that never answered `initialize` is not started again: it would fail
--- the same way. Neovim itself tells that it quit.
function M.on_exit(code, signal, id)
  local client = vim.lsp.get_client_by_id(id)
  local crashed = on_purpose[signal] == nil and (code ~= 0 or signal ~= 0)
  if not crashed or not client or not client.initialized then
    return
  end
  -- Neovim lets go of these next.
  local root, buffers = client.config.root_dir, vim.tbl_keys(client.attached_buffers)
  vim.schedule(function()
    if vim.v.exiting == vim.NIL then
      restart(id, root, buffers)
    end
  end)
end

return M
